namespace CcDemo.Attestation;

/// <summary>How a vault wraps the key that it releases.</summary>
public enum KeyWrapAlgorithm
{
    /// <summary><c>CKM_RSA_AES_KEY_WRAP</c>: RSA-OAEP with SHA-1, then AES-KWP.</summary>
    CkmRsaAesKeyWrap,

    /// <summary><c>RSA_AES_KEY_WRAP_256</c>: RSA-OAEP with SHA-256, then AES-KWP.</summary>
    RsaAesKeyWrap256,

    /// <summary><c>RSA_AES_KEY_WRAP_384</c>: RSA-OAEP with SHA-384, then AES-KWP.</summary>
    RsaAesKeyWrap384,
}
