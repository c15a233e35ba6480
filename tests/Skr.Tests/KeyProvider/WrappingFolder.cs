using Azure.Security.KeyVault.Keys;

namespace CcDemo.Skr.Tests.KeyProvider;

/// <summary>A folder with a key's public half and the file that describes it, as the original's set-up script leaves them.</summary>
internal sealed class WrappingFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccdemo-wrap-");

    private WrappingFolder(string name) => KeyPath = Path.Combine(_folder.FullName, name);

    /// <summary>Folder and name of the key.</summary>
    public string KeyPath { get; }

    public static WrappingFolder Create(Cloud cloud, KeyVaultKey key)
    {
        using var rsa = key.Key.ToRSA();
        return Create(key.Name, rsa.ExportSubjectPublicKeyInfoPem(), cloud.Vault, cloud.Maa);
    }

    public static WrappingFolder Create(string name, string publicKeyPem, string vault, string provider)
    {
        var folder = new WrappingFolder(name);
        var publicKey = folder.Write($"{name}-pub.pem", publicKeyPem);
        folder.Write($"{name}-info.json", $$"""{"public_key_path":"{{publicKey}}","kms_endpoint":"{{vault}}","attester_endpoint":"{{provider}}"}""");
        return folder;
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
