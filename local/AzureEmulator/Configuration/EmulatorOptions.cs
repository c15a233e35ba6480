namespace CcDemo.AzureEmulator.Configuration;

/// <summary>The settings of the emulator, section <c>Emulator</c>.</summary>
internal sealed class EmulatorOptions
{
    public const string Section = "Emulator";

    /// <summary>The attestation provider's HTTPS listener.</summary>
    public ListenerOptions Maa { get; set; } = new() { Port = 8443 };

    /// <summary>The vault's HTTPS listener.</summary>
    public ListenerOptions Vault { get; set; } = new() { Port = 8444 };

    /// <summary>The HTTP listener for identity, THIM, host and guest devices.</summary>
    public ListenerOptions Metadata { get; set; } = new() { Port = 8445 };

    /// <summary>Where the development CA is written as PEM before anything listens.</summary>
    public string CaFile { get; set; } = "";

    /// <summary>The secret of the host API; without it that API is closed.</summary>
    public string? HostKey { get; set; }

    /// <summary>The tenant that the vault's challenge and the access tokens name.</summary>
    public string Tenant { get; set; } = "00000000-0000-0000-0000-00000000cc00";

    /// <summary>How long an attestation token is valid; negative = it has expired when it is issued.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Who exists, and with which roles in the vault.</summary>
    public IList<IdentityOptions> Identities { get; } = [];
}
