namespace CcDemo.MessageEncryption;

/// <summary>Why a value from the topic was not opened.</summary>
/// <param name="Code">The reason's code.</param>
/// <param name="Reason">The reason as a sentence.</param>
public readonly record struct MessageRefusal(RefusalCode Code, string Reason)
{
    internal static MessageRefusal Malformed(string reason) => new(RefusalCode.Malformed, reason);
}
