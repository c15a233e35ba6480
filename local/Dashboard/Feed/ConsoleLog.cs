namespace CcDemo.Dashboard.Feed;

/// <summary>The latest lines of one resource, in bounded memory.</summary>
internal sealed class ConsoleLog
{
    /// <summary>How many lines are kept.</summary>
    public const int Capacity = 5_000;

    private readonly Lock _gate = new();
    private readonly LinkedList<ConsoleLine> _lines = [];
    private string _epoch = NewEpoch();

    /// <summary>Raised after a line has come in.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>
    /// Takes a line in. The feed repeats its backlog after each connection: lines that are known are left out, and a line
    /// that differs from the known one of its number shows that another run has begun, so the old lines go.
    /// </summary>
    public void Add(ConsoleLine line)
    {
        lock (_gate)
        {
            if (_lines.Last is { } last && line.Line <= last.Value.Line)
            {
                if (line.Line < _lines.First!.Value.Line && line.Timestamp <= _lines.First.Value.Timestamp
                    || _lines.FirstOrDefault(known => known.Line == line.Line)?.Timestamp == line.Timestamp)
                {
                    return;
                }

                _lines.Clear();
                _epoch = NewEpoch();
            }

            _lines.AddLast(line with { Text = ConsoleText.Clean(line.Text) });
            if (_lines.Count > Capacity)
            {
                _lines.RemoveFirst();
            }
        }

        Changed.Raise();
    }

    /// <summary>The lines after a position, or all of them when the position is of another run or null.</summary>
    public ConsoleExcerpt Read(ConsolePosition? after = null)
    {
        lock (_gate)
        {
            var continues = after?.Epoch == _epoch;
            return new ConsoleExcerpt(
                [.. continues ? _lines.Where(line => line.Line > after!.Line) : _lines],
                new ConsolePosition(_epoch, _lines.Last?.Value.Line ?? 0),
                continues);
        }
    }

    private static string NewEpoch() => Guid.NewGuid().ToString("N")[..12];
}
