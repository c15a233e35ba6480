using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>Which key is to be released to which environment, and how it is wrapped for it.</summary>
public class ReleaseKeyOptions
{
    /// <summary>Options for the release of a key.</summary>
    /// <param name="name">The name of the key.</param>
    /// <param name="targetAttestationToken">The attestation token of the environment that the key goes to.</param>
    /// <exception cref="ArgumentException">One of the two is null or empty.</exception>
    public ReleaseKeyOptions(string name, string targetAttestationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(targetAttestationToken);
        Name = name;
        TargetAttestationToken = targetAttestationToken;
    }

    /// <summary>The name of the key.</summary>
    public string Name { get; }

    /// <summary>The version of the key; null = the latest.</summary>
    public string Version { get; set; }

    /// <summary>The attestation token of the environment that the key goes to.</summary>
    public string TargetAttestationToken { get; }

    /// <summary>A value of the caller's that the vault's answer repeats, so that an old answer is recognized.</summary>
    public string Nonce { get; set; }

    /// <summary>How the key is wrapped; the service takes CKM_RSA_AES_KEY_WRAP when it is not given.</summary>
    public KeyExportEncryptionAlgorithm? Algorithm { get; set; }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteString("target", TargetAttestationToken);
        if (Nonce is not null)
        {
            json.WriteString("nonce", Nonce);
        }

        if (Algorithm is { } algorithm)
        {
            json.WriteString("enc", algorithm.ToString());
        }
    }
}
