using Azure;
using Azure.Security.KeyVault.Keys;

namespace CcDemo.AppHost;

/// <summary>The message key, when it goes with the deployment.</summary>
/// <param name="client">The vault's client.</param>
/// <param name="vault">The vault.</param>
/// <param name="name">The key's name.</param>
internal sealed class DoomedKey(KeyClient client, VaultAddress vault, string name)
{
    public string Name { get; } = name;

    public VaultAddress Vault { get; } = vault;

    /// <summary>Deletes the key with all versions; the vault keeps it recoverable for a while. A key that is not there is well too.</summary>
    /// <returns>Until when it can be recovered; null when it was not there, or the vault does not say.</returns>
    /// <exception cref="DistributedApplicationException">The vault refuses, or no token is to be had.</exception>
    public async Task<DateTimeOffset?> DeleteAsync(CancellationToken ct)
    {
        try
        {
            return (await client.StartDeleteKeyAsync(Name, ct)).Value.ScheduledPurgeDate;
        }
        catch (RequestFailedException e) when (e is { Status: 404, ErrorCode: "KeyNotFound" })
        {
            return null;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && VaultFailure.Of(e) is { } failure)
        {
            throw new DistributedApplicationException($"The key '{Name}' was not deleted; what was in the cluster is. {VaultAdvice.Explain(failure, Vault, Name)}");
        }
    }
}
