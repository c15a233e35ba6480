namespace CcDemo.MessageEncryption;

/// <summary>The two forms that a sealed message can have on the topic.</summary>
public enum MessageFormat
{
    /// <summary>JWE compact serialization (RFC 7516) with RSA-OAEP-256 and A256GCM.</summary>
    Jwe,

    /// <summary>The original demo's form: standard base64 of RSA-OAEP (SHA-256, MGF1 with SHA-256, empty label) over the text.</summary>
    RsaOaep,
}
