using Azure.Security.KeyVault.Keys;

namespace CcDemo.AppHost;

/// <summary>The operator's connection to a vault: Azure's with the account that is signed in, or the emulator's on this machine.</summary>
internal sealed class VaultConnection : IDisposable
{
    private readonly HttpClient? _local;

    private VaultConnection(KeyClient keys, HttpClient? local)
    {
        Keys = keys;
        _local = local;
    }

    /// <summary>The vault's keys.</summary>
    public KeyClient Keys { get; }

    /// <summary>Opens it; nothing is sent yet.</summary>
    public static VaultConnection Open(VaultAddress vault, KeySetupSettings setup)
    {
        if (setup.CaFile.Length == 0)
        {
            return new VaultConnection(new KeyClient(vault.Url, OperatorCredential.Create(vault.Cloud.AuthorityHost)), local: null);
        }

        var local = EmulatorTrust.CreateClient(setup.CaFile);
        return new VaultConnection(LocalVault.CreateClient(vault.Url, local, setup.IdentityEndpoint.TrimEnd('/'), setup.ClientId), local);
    }

    public void Dispose() => _local?.Dispose();
}
