using Microsoft.Extensions.Configuration;

namespace CcDemo.AppHost;

/// <summary>How the key is set up: the section <c>KeySetup</c>.</summary>
internal sealed record KeySetupSettings
{
    private const string Section = "KeySetup";

    /// <summary>Whether a new version is made in any case: <c>--new-version</c>.</summary>
    public required bool NewVersion { get; init; }

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
        NewVersion = bool.TryParse(configuration[$"{Section}:{nameof(NewVersion)}"], out var wanted) && wanted,
        CaFile = configuration[$"{Section}:{nameof(CaFile)}"] ?? "",
        IdentityEndpoint = configuration[$"{Section}:{nameof(IdentityEndpoint)}"] ?? "",
        ClientId = configuration[$"{Section}:{nameof(ClientId)}"] ?? "",
    };

    /// <summary>Whether an endpoint is one on this machine, and services there are to be used.</summary>
    public static bool TakesLocal(IConfiguration configuration, string endpoint)
        => Read(configuration).CaFile.Length > 0 && SettingRules.Loopback(endpoint) is null;

    /// <summary>A sentence for each value that cannot be: a local vault is named completely or not at all, so that no real account's token goes to one.</summary>
    /// <param name="configuration">Where the values are.</param>
    /// <param name="vaultEndpoint">The vault; empty when not given.</param>
    public static IEnumerable<string> Problems(IConfiguration configuration, string vaultEndpoint)
    {
        var settings = Read(configuration);

        if (configuration[$"{Section}:{nameof(NewVersion)}"] is { Length: > 0 } wanted && !bool.TryParse(wanted, out _))
        {
            yield return $"{Section}:{nameof(NewVersion)} is '{wanted}', which is neither true nor false.";
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
}
