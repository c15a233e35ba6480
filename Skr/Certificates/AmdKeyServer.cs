using System.Security.Cryptography.X509Certificates;
using System.Text;
using CcDemo.Attestation;
using CcDemo.Skr.Configuration;
using CcDemo.Skr.Errors;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Certificates;

/// <summary>
/// AMD's key distribution service (KDS; AMD publication 57230): the chip's certificate as DER at
/// <c>PRODUCT/CHIP?ucodeSPL=..&amp;snpSPL=..&amp;teeSPL=..&amp;blSPL=..</c>, intermediate and root as PEM at <c>PRODUCT/cert_chain</c>.
/// </summary>
internal sealed class AmdKeyServer(IHttpClientFactory clients, IOptions<SkrOptions> options, TimeProvider time) : ICertificateSource
{
    private const string Default = "kdsintf.amd.com/vcek/v1";
    private const int TurinChipIdSize = 8;

    public async Task<ThimCertification> FetchAsync(SnpReport report, CancellationToken cancellationToken)
    {
        var arguments = options.Value.Arguments;
        var chip = await CertificateServer.GetAsync(clients, AddressOf(report, arguments), cancellationToken);
        var authorities = await CertificateServer.GetAsync(clients, AuthoritiesOf(report, arguments), cancellationToken);
        return CertificateServer.Accept(
            certificates =>
            {
                certificates.Add(X509CertificateLoader.LoadCertificate(chip));
                certificates.ImportFromPem(Encoding.UTF8.GetString(authorities));
            },
            report,
            time.GetUtcNow(),
            "AMD's key server");
    }

    /// <summary>Where the certificate of a report's chip and firmware is.</summary>
    /// <exception cref="RefusalException">The report does not name its chip.</exception>
    public static Uri AddressOf(SnpReport report, SidecarArguments arguments)
    {
        var tcb = report.ReportedTcb;
        var chip = CertificateServer.ChipOf(report);
        return tcb.Fmc is { } fmc
            ? CertificateServer.Address($"{Base(report, arguments)}/{chip[..(2 * TurinChipIdSize)]}?fmcSPL={fmc}&ucodeSPL={tcb.Microcode}&snpSPL={tcb.Snp}&teeSPL={tcb.Tee}&blSPL={tcb.BootLoader}")
            : CertificateServer.Address($"{Base(report, arguments)}/{chip}?ucodeSPL={tcb.Microcode}&snpSPL={tcb.Snp}&teeSPL={tcb.Tee}&blSPL={tcb.BootLoader}");
    }

    private static Uri AuthoritiesOf(SnpReport report, SidecarArguments arguments) => CertificateServer.Address($"{Base(report, arguments)}/cert_chain");

    private static string Base(SnpReport report, SidecarArguments arguments)
        => $"{(arguments.CacheEndpoint is { Length: > 0 } endpoint ? endpoint.TrimEnd('/') : Default)}/{(arguments.TeeType is { Length: > 0 } product ? product : ProductOf(report.Processor))}";

    // AMD's processors by family and model; Bergamo and Siena (models 0xA0 to 0xAF) are certified as Genoa.
    private static string ProductOf(ProcessorId? processor) => processor switch
    {
        { Family: 0x19, Model: >= 0x10 and <= 0x1F or >= 0xA0 and <= 0xAF } => "Genoa",
        { Family: 0x1A } => "Turin",
        _ => "Milan",
    };
}
