using System.Text;

namespace CcDemo.AppHost;

/// <summary>Text of a stream that may be endless: a bounded part of it is kept, the start or the end.</summary>
/// <param name="maxLength">The most characters that are kept.</param>
/// <param name="keepEnd">Whether the end is kept rather than the start.</param>
internal sealed class BoundedText(int maxLength, bool keepEnd)
{
    private readonly StringBuilder _text = new();
    private readonly Lock _lock = new();
    private bool _isCut;

    /// <summary>Whether the stream had more than is kept.</summary>
    public bool IsCut
    {
        get
        {
            lock (_lock)
            {
                return _isCut;
            }
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    public async Task ReadAsync(TextReader reader)
    {
        var buffer = new char[4096];

        while (await reader.ReadAsync(buffer) is var count and > 0)
        {
            Append(buffer.AsSpan(0, count));
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return _text.ToString();
        }
    }

    private void Append(ReadOnlySpan<char> part)
    {
        lock (_lock)
        {
            var room = maxLength - _text.Length;
            _isCut |= part.Length > room;

            if (keepEnd)
            {
                _text.Append(part);
                _text.Remove(0, Math.Max(0, _text.Length - maxLength));
            }
            else
            {
                _text.Append(part[..Math.Min(part.Length, room)]);
            }
        }
    }
}
