using Azure;
using Azure.Security.KeyVault.Keys;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>Brings a vault to have the wanted key: looks what is there, plans and carries the plan out.</summary>
internal sealed partial class VaultKeySetup(KeyClient client, VaultAddress vault, TimeProvider time, ILogger logger)
{
    /// <summary>Sets the key up.</summary>
    /// <returns>The key's name, version and public half.</returns>
    /// <exception cref="DistributedApplicationException">The plan is to refuse, or the vault refuses; the message says what to do.</exception>
    public async Task<MessageKey> RunAsync(KeyRequest request, CancellationToken ct)
    {
        try
        {
            var existing = await FindAsync(request.Name, ct);
            var plan = KeyPlanner.Plan(existing is null ? null : ExistingKey.Of(existing), request, time.GetUtcNow());
            var key = await CarryOutAsync(plan, existing, request, ct);
            RequirePolicy(key, request);
            using var publicKey = key.Key.ToRSA();
            return new MessageKey($"{key.Name}/{key.Properties.Version}", publicKey.ExportSubjectPublicKeyInfoPem());
        }
        catch (Exception e) when (!ct.IsCancellationRequested && VaultFailure.Of(e) is { } failure)
        {
            throw new DistributedApplicationException(VaultAdvice.Explain(failure, vault, request.Name));
        }
    }

    private async Task<KeyVaultKey?> FindAsync(string name, CancellationToken ct)
    {
        try
        {
            return await client.GetKeyAsync(name, cancellationToken: ct);
        }
        catch (RequestFailedException e) when (e is { Status: 404, ErrorCode: "KeyNotFound" })
        {
            return null;
        }
    }

    private async Task<KeyVaultKey> CarryOutAsync(KeyPlan plan, KeyVaultKey? existing, KeyRequest request, CancellationToken ct)
    {
        switch (plan)
        {
            case KeyPlan.Create:
                LogCreating(logger, request.Name, vault.Authority);
                return await CreateAsync(request.Name, request.ReleasePolicy, isPolicyImmutable: false, ct);
            case KeyPlan.NewVersion version:
                LogNewVersion(logger, request.Name, version.Reason);
                return await CreateAsync(request.Name, version.ReleasePolicy, version.IsPolicyImmutable, ct);
            case KeyPlan.UpdatePolicy update:
                LogUpdating(logger, request.Name, update.Reason);
                return await client.UpdateKeyPropertiesAsync(
                    // Without a version: a policy belongs to the key.
                    new KeyProperties(request.Name) { ReleasePolicy = new KeyReleasePolicy(BinaryData.FromString(request.ReleasePolicy!)) },
                    cancellationToken: ct);
            case KeyPlan.Reuse:
                LogReused(logger, request.Name);
                return existing!;
            default:
                throw new DistributedApplicationException(((KeyPlan.Refuse)plan).Explanation);
        }
    }

    private async Task<KeyVaultKey> CreateAsync(string name, string? releasePolicy, bool isPolicyImmutable, CancellationToken ct)
    {
        var options = new CreateRsaKeyOptions(name, hardwareProtected: true) { KeySize = KeyRequest.SizeInBits };

        foreach (var operation in KeyRequest.Operations)
        {
            options.KeyOperations.Add(operation);
        }

        if (releasePolicy is not null)
        {
            options.Exportable = true;
            options.ReleasePolicy = new KeyReleasePolicy(BinaryData.FromString(releasePolicy));
            if (isPolicyImmutable)
            {
                options.ReleasePolicy.Immutable = true;
            }
        }

        return await client.CreateRsaKeyAsync(options, ct);
    }

    /// <summary>Takes the vault at its word only where that word is the policy that was meant.</summary>
    private void RequirePolicy(KeyVaultKey key, KeyRequest request)
    {
        if (request.ReleasePolicy is null)
        {
            return;
        }

        if (KeyPlanner.PolicyDifference(ExistingKey.Of(key).ReleasePolicy, request.ReleasePolicy) is { } difference)
        {
            throw new DistributedApplicationException(
                $"The vault {vault.Authority} took the release policy of the key '{request.Name}' and now shows another: {difference}. Somebody else may be changing the key; do not use it before this step has run without this message.");
        }
    }

    [LoggerMessage(LogLevel.Information, "Creating the key {Key} in {Vault}.")]
    private static partial void LogCreating(ILogger logger, string key, string vault);

    [LoggerMessage(LogLevel.Information, "Creating a new version of the key {Key}: {Reason}.")]
    private static partial void LogNewVersion(ILogger logger, string key, string reason);

    [LoggerMessage(LogLevel.Information, "Replacing the release policy of the key {Key}: {Reason}.")]
    private static partial void LogUpdating(ILogger logger, string key, string reason);

    [LoggerMessage(LogLevel.Information, "The key {Key} is there, and its release policy says what it should: it is used as it is.")]
    private static partial void LogReused(ILogger logger, string key);
}
