namespace CcDemo.Skr.Audit;

/// <summary>The settings of section <c>Audit</c>. Every attestation and release is logged in any case.</summary>
internal sealed class AuditOptions
{
    public const string Section = "Audit";
    public const int MaxRecords = 10_000;

    /// <summary>How many of the newest records <c>GET /audit</c> shows; 0 for no such route.</summary>
    public int Records { get; set; }
}
