using CcDemo.AzureEmulator.Hardware;

namespace CcDemo.AzureEmulator.Metadata;

/// <summary>The host's own certificates: <c>GET /metadata/THIM/amd/certification</c>.</summary>
internal static class ThimEndpoints
{
    public static void MapThim(this IEndpointRouteBuilder endpoints)
        => endpoints.MapGet("/metadata/THIM/amd/certification", CertificationAsync).AddEndpointFilter<MetadataHeaderFilter>();

    private static async Task<IResult> CertificationAsync(GuestHost host, CancellationToken cancellationToken)
        => Results.Text((await host.ProcessorAsync(cancellationToken)).Certification.ToJson(), "application/json");
}
