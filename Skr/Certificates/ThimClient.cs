using System.Text;
using CcDemo.Attestation;
using CcDemo.Skr.Configuration;
using CcDemo.Skr.Errors;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Certificates;

/// <summary>Fetches the certificates of the host's chip from THIM.</summary>
internal sealed class ThimClient(IHttpClientFactory clients, IOptions<SkrOptions> options) : ICertificateSource
{
    public const string Client = "thim";
    private const string Default = "169.254.169.254/metadata/THIM/amd/certification";
    private const string Service = "The certificate service (THIM)";

    public async Task<ThimCertification> FetchAsync(SnpReport report, CancellationToken cancellationToken)
    {
        var endpoint = options.Value.Arguments.CacheEndpoint is { Length: > 0 } cache ? cache : Default;
        if (!Uri.TryCreate($"http://{endpoint}", UriKind.Absolute, out var address))
        {
            throw new RefusalException($"The certificate cache's endpoint '{endpoint}' is not of the form HOST[:PORT]/PATH.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Metadata", "true" } } };
        using var client = clients.CreateClient(Client);
        using var response = await Upstream.SendAsync(() => client.SendAsync(request, cancellationToken), Service, cancellationToken);
        return Parse(await Upstream.ReadAsync(response, Service, cancellationToken));
    }

    /// <exception cref="RefusalException">The document is not of THIM's form.</exception>
    public static ThimCertification Parse(byte[] json)
    {
        try
        {
            var certification = ThimCertification.Parse(Encoding.UTF8.GetString(json));
            return certification with { Tcbm = certification.Tcb.ToString() };
        }
        catch (FormatException e)
        {
            throw new RefusalException($"The host's certificates cannot be read: {e.Message}", e);
        }
    }
}
