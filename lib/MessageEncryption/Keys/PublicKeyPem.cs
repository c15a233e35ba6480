using System.Security.Cryptography;

namespace CcDemo.MessageEncryption;

/// <summary>Reads the public key that messages are sealed with.</summary>
public static class PublicKeyPem
{
    /// <summary>Reads an RSA public key (<c>BEGIN PUBLIC KEY</c> or <c>BEGIN RSA PUBLIC KEY</c>) of at least 2048 bits.</summary>
    /// <exception cref="FormatException">It is not one; the message is a sentence that says why.</exception>
    public static RSA Read(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        if (!PemEncoding.TryFind(pem, out var fields))
        {
            throw new FormatException("it holds no PEM text (-----BEGIN PUBLIC KEY-----)");
        }

        var label = pem.AsSpan()[fields.Label].ToString();
        if (label.Contains("PRIVATE", StringComparison.Ordinal))
        {
            throw new FormatException("it holds a private key; whoever seals messages must have the public key only");
        }

        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem.AsSpan()[fields.Location]);
            RsaKeyRules.Check(rsa, nameof(pem));
            return rsa;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            var bits = rsa.KeySize;
            rsa.Dispose();
            throw e is ArgumentException { ParamName: nameof(pem) } && bits < RsaKeyRules.MinimumBits
                ? new FormatException($"its RSA key has {bits} bits, and at least {RsaKeyRules.MinimumBits} are needed")
                : new FormatException($"its PEM block '{label}' is not an RSA public key", e);
        }
    }
}
