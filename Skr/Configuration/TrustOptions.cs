namespace CcDemo.Skr.Configuration;

/// <summary>The settings of section <c>Trust</c>.</summary>
internal sealed class TrustOptions
{
    public const string Section = "Trust";

    /// <summary>A PEM file with the only roots that are trusted for the attestation provider and the vault; the machine's own when it is not set.</summary>
    public string? CaFile { get; set; }
}
