using System.Security.Cryptography;
using System.Text;

namespace CcDemo.MessageEncryption.Tests;

/// <summary>The rsa-oaep form against openssl: its command both ways, and vectors that it made (<c>Vectors/make.sh</c>).</summary>
public sealed class OpensslTests : IDisposable
{
    private static readonly string[] Padding =
        ["-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", "rsa_oaep_md:sha256", "-pkeyopt", "rsa_mgf1_md:sha256"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("openssl-interop");

    [OpensslFact]
    public void Openssl_opens_ours()
    {
        using var sealer = new RsaOaepSealer(TestKeys.Public());
        using var key = TestKeys.Private();
        File.WriteAllText(InFolder("key.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(InFolder("sealed"), Convert.FromBase64String(sealer.Seal("Msg 1: Grüße").ToString()));
        Assert.Equal("Msg 1: Grüße", ExternalProgram.TryRun("openssl", ["pkeyutl", "-decrypt", "-inkey", InFolder("key.pem"), "-in", InFolder("sealed"), .. Padding]));
    }

    [OpensslFact]
    public void We_open_what_openssl_seals()
    {
        using var key = TestKeys.Public();
        File.WriteAllText(InFolder("key.pem"), key.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(InFolder("text"), "Msg 1: Grüße");
        Assert.NotNull(ExternalProgram.TryRun(
            "openssl", ["pkeyutl", "-encrypt", "-pubin", "-inkey", InFolder("key.pem"), "-in", InFolder("text"), "-out", InFolder("sealed"), .. Padding]));
        using var ring = TestKeys.Ring();
        using var opener = new MessageOpener(ring, TestKeys.Topic);
        Assert.Equal("Msg 1: Grüße", opener.Open(Encoding.ASCII.GetBytes(Convert.ToBase64String(File.ReadAllBytes(InFolder("sealed"))))).Text);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("unicode")]
    [InlineData("longest")]
    public void We_open_the_vectors_of_openssl(string name)
    {
        var vectors = Path.Combine(AppContext.BaseDirectory, "Vectors");
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(vectors, "rsa-oaep-key.pem")));
        using var ring = new MessageKeyring();
        ring.Add("vectors/1", key);
        using var opener = new MessageOpener(ring, TestKeys.Topic);
        Assert.Equal(File.ReadAllText(Path.Combine(vectors, $"{name}.txt")), opener.Open(File.ReadAllBytes(Path.Combine(vectors, $"{name}.b64"))).Text);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);
}
