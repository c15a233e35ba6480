using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CcDemo.Attestation;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Certificates;

/// <summary>What the services have in common that hand out certificates by chip and firmware over HTTPS.</summary>
internal static class CertificateServer
{
    public const string Client = "certificates";

    /// <exception cref="RefusalException">The text is not HOST[:PORT]/PATH.</exception>
    public static Uri Address(string withoutScheme)
        => Uri.TryCreate($"https://{withoutScheme}", UriKind.Absolute, out var address)
            ? address
            : throw new RefusalException($"The certificate cache's endpoint in '{withoutScheme}' is not of the form HOST[:PORT]/PATH.");

    /// <summary>The chip's identifier as lower-case hexadecimal.</summary>
    /// <exception cref="RefusalException">The host masks it.</exception>
    public static string ChipOf(SnpReport report)
        => report.ChipId.Span.ContainsAnyExcept((byte)0)
            ? Convert.ToHexStringLower(report.ChipId.Span)
            : throw new RefusalException("The report does not name its chip, since the host masks it: certificates can only be had from the host (LocalTHIM).");

    /// <exception cref="RefusalException">The service cannot be reached or refuses.</exception>
    public static async Task<byte[]> GetAsync(IHttpClientFactory clients, Uri address, CancellationToken cancellationToken)
    {
        var service = $"The certificate server {address.Authority}";
        using var client = clients.CreateClient(Client);
        using var response = await Upstream.SendAsync(() => client.GetAsync(address, cancellationToken), service, cancellationToken);
        return await Upstream.ReadAsync(response, service, cancellationToken);
    }

    /// <summary>Takes certificates that belong together and, if they are for the report's firmware, to the report.</summary>
    /// <param name="read">Reads what the service answered.</param>
    /// <param name="report">The report.</param>
    /// <param name="now">The time at which they must be valid.</param>
    /// <param name="service">Who answered.</param>
    /// <exception cref="RefusalException">They do not.</exception>
    public static ThimCertification Accept(Action<X509Certificate2Collection> read, SnpReport report, DateTimeOffset now, string service)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            read(certificates);
            using var chain = VcekChain.FromCertificates([.. certificates]);
            // Whether the root is AMD's is for the attestation provider to say; here it only matters that all is of one piece.
            if (chain.Tcb == report.ReportedTcb
                && SnpEvidence.Verify(report, chain, [AmdRoot.FromCertificate(chain.Ark, service)], now) is { Accepted: false } verdict)
            {
                throw new RefusalException($"{service} answered with certificates that do not fit the report: {verdict.Reason}");
            }

            return chain.ToCertification();
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new RefusalException($"{service} answered with something that is no certificate chain: {Upstream.Flat(e.Message)}", e);
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }
}
