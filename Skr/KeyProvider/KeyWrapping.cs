using System.Security.Cryptography;
using System.Text;

namespace CcDemo.Skr.KeyProvider;

/// <summary>Wraps data for a key whose private half only an attested guest gets.</summary>
internal static class KeyWrapping
{
    private const int MaxFile = 64 * 1024;
    private const int SmallestKeyBits = 2048;

    /// <summary>Wraps data with the key that <c>KEYPATH-info.json</c> describes.</summary>
    /// <param name="data">The data, at most the key's size less 66 bytes.</param>
    /// <param name="keyPath">Folder and name of the key; the name is the key's in the vault.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="WrapFailedException">A file is missing or of another form, or the data is too long.</exception>
    public static async Task<Annotation> WrapAsync(byte[] data, string keyPath, CancellationToken cancellationToken)
    {
        var infoPath = keyPath + "-info.json";
        var info = ParseInfo(await ReadAsync("key info", infoPath, cancellationToken), infoPath);
        using var key = ParseKey(await ReadAsync("public key", info.PublicKeyPath, cancellationToken), info.PublicKeyPath);
        try
        {
            return new Annotation(Path.GetFileName(keyPath), key.Encrypt(data, RSAEncryptionPadding.OaepSHA256), info.VaultEndpoint, info.ProviderEndpoint);
        }
        catch (CryptographicException e)
        {
            throw new WrapFailedException($"The data has {data.Length} bytes, more than the {key.KeySize}-bit key '{info.PublicKeyPath}' can wrap.", e);
        }
    }

    /// <summary>Reads a file that is no larger than anything that is needed here.</summary>
    /// <param name="what">What the file is, for the sentence.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="WrapFailedException">It cannot be read, or is too large.</exception>
    public static async Task<byte[]> ReadAsync(string what, string path, CancellationToken cancellationToken)
    {
        try
        {
            return new FileInfo(path).Length <= MaxFile
                ? await File.ReadAllBytesAsync(path, cancellationToken)
                : throw new WrapFailedException($"The {what} file '{path}' is larger than {MaxFile / 1024} KB.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new WrapFailedException($"The {what} file '{path}' cannot be read.", e);
        }
    }

    private static WrappingKeyInfo ParseInfo(byte[] json, string path)
    {
        try
        {
            return WrappingKeyInfo.Parse(json);
        }
        catch (FormatException e)
        {
            throw new WrapFailedException($$"""The key info file '{{path}}' cannot be used: {{e.Message}} It holds {"public_key_path":"..","kms_endpoint":"..","attester_endpoint":".."}.""", e);
        }
    }

    private static RSA ParseKey(byte[] pem, string path)
    {
        var rsa = RSA.Create();
        try
        {
            var text = Encoding.UTF8.GetString(pem);
            rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(text[PemEncoding.Find(text).Base64Data]), out _);
            return rsa.KeySize >= SmallestKeyBits
                ? rsa
                : throw new CryptographicException($"it has {rsa.KeySize} bits, fewer than {SmallestKeyBits}.");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
            throw new WrapFailedException($"The public key file '{path}' holds no RSA public key of {SmallestKeyBits} bits or more in PEM form.", e);
        }
    }
}
