namespace CcDemo.MessageEncryption;

/// <summary>Why a value from the topic was not opened.</summary>
public enum RefusalCode
{
    /// <summary>It is neither a compact JWE nor the original demo's base64.</summary>
    UnknownForm,

    /// <summary>It looks like a JWE, but a part or the header is not as RFC 7516 and this project have it.</summary>
    Malformed,

    /// <summary>It is a JWE that asks for what is not done here: another <c>alg</c> or <c>enc</c>, <c>zip</c>, <c>crit</c>.</summary>
    Unsupported,

    /// <summary>It is larger than the opener accepts.</summary>
    TooLarge,

    /// <summary>It was sealed for another topic, or for none.</summary>
    WrongTopic,

    /// <summary>It was sealed for a message with another Kafka key, with one or without one.</summary>
    WrongMessageKey,

    /// <summary>Its <c>kid</c> names a key that is not held.</summary>
    UnknownKeyId,

    /// <summary>It does not authenticate: changed on its way, or sealed with another key than it says.</summary>
    BadTag,
}
