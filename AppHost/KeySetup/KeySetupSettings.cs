using Microsoft.Extensions.Configuration;

namespace CcDemo.AppHost;

/// <summary>How the key is set up: the section <c>KeySetup</c>.</summary>
internal sealed record KeySetupSettings
{
    /// <summary>The value of <c>--key-version</c> that means every version but the newest.</summary>
    public const string OlderVersions = "older";

    private const string Section = "KeySetup";

    /// <summary>Whether a new version is made in any case: <c>--new-version</c>.</summary>
    public required bool NewVersion { get; init; }

    /// <summary>Whether <c>rotate-key</c> makes a key that is not there: <c>--create</c>.</summary>
    public required bool Create { get; init; }

    /// <summary>What <c>revoke-key</c> disables, a version or <see cref="OlderVersions"/>: <c>--key-version</c>.</summary>
    public required string KeyVersion { get; init; }

    /// <summary>
    /// The PEM file with the one authority that is trusted, for a vault on this machine such as AzureEmulator's; empty
    /// for Azure's vaults.
    /// </summary>
    public required string CaFile { get; init; }

    /// <summary>The address of the managed identity endpoint on this machine that stands for the signed-in account; empty for Azure's vaults.</summary>
    public required string IdentityEndpoint { get; init; }

    /// <summary>The client id to ask it for; empty when it has one identity only.</summary>
    public required string ClientId { get; init; }

    /// <summary>The settings, of values without problems.</summary>
    public static KeySetupSettings Read(IConfiguration configuration) => new()
    {
        NewVersion = IsTrue(configuration, nameof(NewVersion)),
        Create = IsTrue(configuration, nameof(Create)),
        KeyVersion = configuration[$"{Section}:{nameof(KeyVersion)}"] ?? "",
        CaFile = configuration[$"{Section}:{nameof(CaFile)}"] ?? "",
        IdentityEndpoint = configuration[$"{Section}:{nameof(IdentityEndpoint)}"] ?? "",
        ClientId = configuration[$"{Section}:{nameof(ClientId)}"] ?? "",
    };

    /// <summary>What <c>revoke-key</c> is to disable.</summary>
    /// <exception cref="DistributedApplicationException">It was not said.</exception>
    public string RequireKeyVersion() => KeyVersion.Length > 0
        ? KeyVersion
        : throw new DistributedApplicationException($"Say what is to be revoked: --key-version VERSION, or --key-version {OlderVersions} for every version but the newest.");

    /// <summary>Whether an endpoint is one on this machine, and services there are to be used.</summary>
    public static bool TakesLocal(IConfiguration configuration, string endpoint)
        => Read(configuration).CaFile.Length > 0 && SettingRules.Loopback(endpoint) is null;

    /// <summary>A sentence for each value that cannot be: a local vault is named completely or not at all, so that no real account's token goes to one.</summary>
    /// <param name="configuration">Where the values are.</param>
    /// <param name="vaultEndpoint">The vault; empty when not given.</param>
    public static IEnumerable<string> Problems(IConfiguration configuration, string vaultEndpoint)
    {
        var settings = Read(configuration);

        foreach (var name in new[] { nameof(NewVersion), nameof(Create) })
        {
            if (configuration[$"{Section}:{name}"] is { Length: > 0 } wanted && !bool.TryParse(wanted, out _))
            {
                yield return $"{Section}:{name} is '{wanted}', which is neither true nor false.";
            }
        }

        if (settings.CaFile.Length == 0)
        {
            if (settings.IdentityEndpoint.Length > 0)
            {
                yield return $"{Section}:{nameof(IdentityEndpoint)} is for a vault on this machine: give its authority as {Section}:{nameof(CaFile)} too, or leave both away.";
            }

            yield break;
        }

        if (!File.Exists(settings.CaFile))
        {
            yield return $"{Section}:{nameof(CaFile)} is '{settings.CaFile}', and there is no such file.";
        }

        if (vaultEndpoint.Length > 0 && SettingRules.Loopback(vaultEndpoint) is not null)
        {
            yield return $"{Section}:{nameof(CaFile)} is for a vault on this machine, such as localhost:8444; the vault '{vaultEndpoint}' is trusted by its public certificate.";
        }

        if (!Uri.TryCreate(settings.IdentityEndpoint, UriKind.Absolute, out var identity) || identity.Scheme != Uri.UriSchemeHttp || !identity.IsLoopback)
        {
            yield return $"{Section}:{nameof(IdentityEndpoint)} is '{settings.IdentityEndpoint}': with {Section}:{nameof(CaFile)} it names the identity endpoint on this machine, such as http://localhost:8445.";
        }
    }

    private static bool IsTrue(IConfiguration configuration, string name) => bool.TryParse(configuration[$"{Section}:{name}"], out var wanted) && wanted;
}
