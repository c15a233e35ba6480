using System.Text;

namespace CcDemo.MessageEncryption;

/// <summary>A sealed message as it goes on the topic.</summary>
/// <param name="Format">Its form.</param>
/// <param name="KeyId">The id of the key it was sealed for; null when its form does not carry one.</param>
/// <param name="Value">The ASCII bytes of the value.</param>
public sealed record SealedMessage(MessageFormat Format, string? KeyId, byte[] Value)
{
    /// <summary>The value as text.</summary>
    public override string ToString() => Encoding.ASCII.GetString(Value);
}
