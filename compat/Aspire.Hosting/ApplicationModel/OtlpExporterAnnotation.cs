namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource sends telemetry.</summary>
public class OtlpExporterAnnotation : IResourceAnnotation
{
    /// <summary>The protocol that it must be sent by, or null for any.</summary>
    public OtlpProtocol? RequiredProtocol { get; init; }
}
