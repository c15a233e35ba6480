using CcDemo.MessageEncryption;

namespace CcDemo.Consumer.Messages;

/// <summary>What values say of themselves, without reading again the header that they share with the value before. Thread-safe.</summary>
internal sealed class KnownForms
{
    private const byte Dot = (byte)'.';
    private const int DotsOfJwe = 4;

    private volatile Known? _latest;

    /// <inheritdoc cref="SealedForm.Recognize"/>
    public SealedForm? Of(ReadOnlySpan<byte> value)
    {
        var header = value[..Math.Max(0, value.IndexOf(Dot))];
        if (_latest is { } latest && header.SequenceEqual(latest.Header) && value.Count(Dot) == DotsOfJwe)
        {
            return latest.Form;
        }

        var form = SealedForm.Recognize(value);
        if (form is { Format: MessageFormat.Jwe })
        {
            _latest = new Known(header.ToArray(), form);
        }

        return form;
    }

    private sealed record Known(byte[] Header, SealedForm Form);
}
