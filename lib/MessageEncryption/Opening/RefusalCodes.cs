namespace CcDemo.MessageEncryption;

/// <summary>The names of the refusal codes in headers and telemetry.</summary>
public static class RefusalCodes
{
    /// <summary>For example <c>wrong-topic</c>.</summary>
    public static string ToName(this RefusalCode code) => code switch
    {
        RefusalCode.UnknownForm => "unknown-form",
        RefusalCode.Malformed => "malformed",
        RefusalCode.Unsupported => "unsupported",
        RefusalCode.TooLarge => "too-large",
        RefusalCode.WrongTopic => "wrong-topic",
        RefusalCode.WrongMessageKey => "wrong-message-key",
        RefusalCode.UnknownKeyId => "unknown-key-id",
        RefusalCode.BadTag => "bad-tag",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "There is no such refusal code."),
    };
}
