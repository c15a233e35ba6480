using Azure;
using Azure.Security.KeyVault.Keys;

namespace CcDemo.AppHost;

/// <summary>The message key, when it goes with the deployment.</summary>
/// <param name="client">The vault's client.</param>
/// <param name="name">The key's name.</param>
internal sealed class DoomedKey(KeyClient client, string name)
{
    public string Name { get; } = name;

    /// <summary>The vault's host name.</summary>
    public string Vault { get; } = client.VaultUri.Host;

    /// <summary>Deletes the key, all versions; the vault keeps it recoverable for a while. A key that is not there is well too.</summary>
    /// <exception cref="DistributedApplicationException">The vault refuses, or no token is to be had.</exception>
    public async Task DeleteAsync(CancellationToken ct)
    {
        try
        {
            await client.StartDeleteKeyAsync(Name, ct);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // It is gone already.
        }
        catch (RequestFailedException e)
        {
            throw new DistributedApplicationException($"The vault {Vault} does not delete the key '{Name}' ({e.Status} {e.ErrorCode}): {e.Message.Split('\n')[0]} Your account needs the role 'Key Vault Crypto Officer' on the vault. What was in the cluster is deleted.");
        }
    }
}
