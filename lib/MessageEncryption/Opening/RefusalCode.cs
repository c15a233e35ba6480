namespace CcDemo.MessageEncryption;

/// <summary>Why a value from the topic was not opened.</summary>
public enum RefusalCode
{
    /// <summary>It is neither a compact JWE nor the original demo's base64.</summary>
    UnknownForm,

    /// <summary>It looks like a JWE, but a part or the header is not as RFC 7516 and this project have it.</summary>
    Malformed,

    /// <summary>It is larger than the opener accepts.</summary>
    TooLarge,

    /// <summary>It was sealed for another topic, or for none.</summary>
    WrongTopic,

    /// <summary>Its <c>kid</c> names a key that is not held.</summary>
    UnknownKeyId,

    /// <summary>It does not authenticate: changed on its way, or sealed with another key than it says.</summary>
    BadTag,
}
