using System.Security.Cryptography;

namespace CcDemo.MessageEncryption.Tests;

/// <summary>RSA keys made once: making them takes longer than all tests together.</summary>
internal static class TestKeys
{
    public const string Topic = "my-topic";
    public const string KeyId = "message-key/3f5a2b";

    private static readonly string First = RSA.Create(2048).ExportRSAPrivateKeyPem();
    private static readonly string Second = RSA.Create(3072).ExportRSAPrivateKeyPem();

    public static RSA Private() => From(First);

    public static RSA OtherPrivate() => From(Second);

    public static RSA Public() => PublicOf(First);

    public static RSA OtherPublic() => PublicOf(Second);

    public static MessageKeyring Ring(string keyId = KeyId)
    {
        var ring = new MessageKeyring();
        ring.Add(keyId, Private());
        return ring;
    }

    private static RSA From(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }

    private static RSA PublicOf(string pem)
    {
        using var rsa = From(pem);
        var key = RSA.Create();
        key.ImportParameters(rsa.ExportParameters(false));
        return key;
    }
}
