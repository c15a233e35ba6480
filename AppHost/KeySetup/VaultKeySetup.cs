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
    public Task<MessageKey> RunAsync(KeyRequest request, CancellationToken ct) => ExplainAsync(request.Name, async () =>
    {
        var existing = await FindAsync(request.Name, ct);
        var plan = KeyPlanner.Plan(existing is null ? null : ExistingKey.Of(existing), request, time.GetUtcNow());
        var key = await CarryOutAsync(plan, existing, request, ct);
        RequirePolicy(key, request);
        return Describe(key);
    }, ct);

    /// <summary>Makes a new version of a key, under the release policy that it has.</summary>
    /// <exception cref="DistributedApplicationException">There is no such key, or the vault refuses; the message says what to do.</exception>
    public Task<MessageKey> RotateAsync(string name, CancellationToken ct) => ExplainAsync(name, async () =>
    {
        var present = ExistingKey.Of(await FindAsync(name, ct) ?? throw new DistributedApplicationException(KeyPlanner.NothingToRotate(name)));
        LogNewVersion(logger, name, "a new version was asked for");
        var key = Describe(await CreateAsync(name, present.ReleasePolicy, present.IsPolicyImmutable, ct));
        LogRotated(logger, key.Id);
        return key;
    }, ct);

    /// <summary>Disables a version, or all but the newest: they are not released any more.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="version">The version, or <see cref="KeySetupSettings.OlderVersions"/>.</param>
    /// <param name="ct">Ends the work.</param>
    /// <returns>How many were disabled.</returns>
    /// <exception cref="DistributedApplicationException">There is no such version, or the vault refuses; the message says what to do.</exception>
    public Task<int> RevokeAsync(string name, string version, CancellationToken ct) => ExplainAsync(name, async () =>
    {
        var newest = (await FindAsync(name, ct) ?? throw new DistributedApplicationException($"There is no key '{name}' in {vault.Authority}: nothing is revoked.")).Properties.Version;
        var versions = new List<KeyProperties>();
        await foreach (var present in client.GetPropertiesOfKeyVersionsAsync(name, ct))
        {
            if (version == KeySetupSettings.OlderVersions ? present.Version != newest && present.Enabled != false : present.Version == version)
            {
                versions.Add(present);
            }
        }

        if (versions.Count == 0)
        {
            throw new DistributedApplicationException(version == KeySetupSettings.OlderVersions
                ? $"The key '{name}' has no older version that is enabled: nothing is revoked."
                : $"The key '{name}' has no version '{version}': nothing is revoked.");
        }

        foreach (var revoked in versions)
        {
            await client.UpdateKeyPropertiesAsync(new KeyProperties(revoked.Id) { Enabled = false }, cancellationToken: ct);
            LogRevoked(logger, $"{name}/{revoked.Version}");
        }

        return versions.Count;
    }, ct);

    private static MessageKey Describe(KeyVaultKey key)
    {
        using var publicKey = key.Key.ToRSA();
        return new MessageKey($"{key.Name}/{key.Properties.Version}", publicKey.ExportSubjectPublicKeyInfoPem());
    }

    private async Task<T> ExplainAsync<T>(string name, Func<Task<T>> work, CancellationToken ct)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (!ct.IsCancellationRequested && VaultFailure.Of(e) is { } failure)
        {
            throw new DistributedApplicationException(VaultAdvice.Explain(failure, vault, name));
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

    [LoggerMessage(LogLevel.Information, "The key has a new version, {KeyId}.")]
    private static partial void LogRotated(ILogger logger, string keyId);

    [LoggerMessage(LogLevel.Information, "The version {KeyId} is disabled: it is not released any more.")]
    private static partial void LogRevoked(ILogger logger, string keyId);

    [LoggerMessage(LogLevel.Information, "Replacing the release policy of the key {Key}: {Reason}.")]
    private static partial void LogUpdating(ILogger logger, string key, string reason);

    [LoggerMessage(LogLevel.Information, "The key {Key} is there, and its release policy says what it should: it is used as it is.")]
    private static partial void LogReused(ILogger logger, string key);
}
