using System.Security.Cryptography;

namespace CcDemo.AzureEmulator.Signing;

/// <summary>Makes RSA keys away from the request path: 3072 bits take up to a second.</summary>
internal static class RsaKeyGeneration
{
    public static Task<RSA> Start(int bits)
        => Task.Factory.StartNew(() => Create(bits), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static RSA Create(int bits)
    {
        var key = RSA.Create(bits);
        // The key comes into being when it is first used.
        _ = key.ExportParameters(includePrivateParameters: false);
        return key;
    }
}
