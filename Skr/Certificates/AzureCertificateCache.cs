using System.Globalization;
using System.Text;
using CcDemo.Attestation;
using CcDemo.Skr.Configuration;
using CcDemo.Skr.Errors;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Certificates;

/// <summary>Azure's certificate cache: the whole chain as PEM at <c>TEE/certificates/CHIP/TCB?api-version=..</c>.</summary>
internal sealed class AzureCertificateCache(IHttpClientFactory clients, IOptions<SkrOptions> options, TimeProvider time) : ICertificateSource
{
    private const string Default = "global.acccache.azure.net";
    private const string DefaultTeeType = "SevSnpVM";
    private const string DefaultApiVersion = "2020-10-15-preview";

    public async Task<ThimCertification> FetchAsync(SnpReport report, CancellationToken cancellationToken)
    {
        var chain = await CertificateServer.GetAsync(clients, AddressOf(report, options.Value.Arguments), cancellationToken);
        return CertificateServer.Accept(certificates => certificates.ImportFromPem(Encoding.UTF8.GetString(chain)), report, time.GetUtcNow(), "Azure's certificate cache");
    }

    /// <summary>Where the chain of a report's chip and firmware is.</summary>
    /// <exception cref="RefusalException">The report does not name its chip.</exception>
    public static Uri AddressOf(SnpReport report, SidecarArguments arguments)
    {
        var endpoint = arguments.CacheEndpoint is { Length: > 0 } own ? own.TrimEnd('/') : Default;
        var tee = arguments.TeeType is { Length: > 0 } type ? type : DefaultTeeType;
        var version = arguments.ApiVersion is { Length: > 0 } other ? other : DefaultApiVersion;
        return CertificateServer.Address($"{endpoint}/{tee}/certificates/{CertificateServer.ChipOf(report)}/{report.ReportedTcb.Value.ToString("x", CultureInfo.InvariantCulture)}?api-version={version}");
    }
}
