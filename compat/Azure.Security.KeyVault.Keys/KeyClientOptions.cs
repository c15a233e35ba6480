using Azure.Core;

namespace Azure.Security.KeyVault.Keys;

/// <summary>How a <see cref="KeyClient"/> talks to the service.</summary>
public class KeyClientOptions : ClientOptions
{
    private const ServiceVersion LatestVersion = ServiceVersion.V7_6;

    /// <summary>Options for one version of the service.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is none of <see cref="ServiceVersion"/>.</exception>
    public KeyClientOptions(ServiceVersion version = LatestVersion)
    {
        if (!Enum.IsDefined(version))
        {
            throw new ArgumentOutOfRangeException(nameof(version), version, "The service version is not one that this client knows.");
        }

        Version = version;
        // What is named here may stand in logs: nothing of it is a secret.
        Diagnostics.LoggedHeaderNames.Add("x-ms-keyvault-region");
        Diagnostics.LoggedHeaderNames.Add("x-ms-keyvault-network-info");
        Diagnostics.LoggedHeaderNames.Add("x-ms-keyvault-service-version");
        Diagnostics.LoggedQueryParameters.Add("api-version");
    }

    /// <summary>The versions of the service's REST API.</summary>
    public enum ServiceVersion
    {
#pragma warning disable CA1707 // The package's own names.
        /// <summary>7.0.</summary>
        V7_0 = 0,

        /// <summary>7.1.</summary>
        V7_1 = 1,

        /// <summary>7.2.</summary>
        V7_2 = 2,

        /// <summary>7.3, the first with key release.</summary>
        V7_3 = 3,

        /// <summary>7.4.</summary>
        V7_4 = 4,

        /// <summary>7.5.</summary>
        V7_5 = 5,

        /// <summary>7.6.</summary>
        V7_6 = 6,
#pragma warning restore CA1707
    }

    /// <summary>The version of the REST API that is asked for.</summary>
    public ServiceVersion Version { get; }

    /// <summary>Whether a challenge may name a resource of another domain than the vault's. False unless set: a vault that names a foreign resource would be handed that resource's token.</summary>
    public bool DisableChallengeResourceVerification { get; set; }

    internal string VersionText => Version switch
    {
        ServiceVersion.V7_0 => "7.0",
        ServiceVersion.V7_1 => "7.1",
        ServiceVersion.V7_2 => "7.2",
        ServiceVersion.V7_3 => "7.3",
        ServiceVersion.V7_4 => "7.4",
        ServiceVersion.V7_5 => "7.5",
        _ => "7.6",
    };
}
