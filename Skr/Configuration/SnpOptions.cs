namespace CcDemo.Skr.Configuration;

/// <summary>The settings of section <c>Snp</c>: where reports come from.</summary>
internal sealed class SnpOptions
{
    public const string Section = "Snp";

    /// <summary>The address of an emulated device on this machine; the hardware's own device when it is not set.</summary>
    public string? Device { get; set; }
}
