using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;

namespace CcDemo.Consumer.Attestation;

/// <summary>What the sidecar's <c>/attest/combined</c> tells about this guest: its hardware report and the certificates beside it.</summary>
/// <param name="Report">The report.</param>
/// <param name="CarriesRuntimeData">Whether the report carries the hash of the data that was sent along.</param>
/// <param name="Certificates">The subjects from the chip's certificate to the root, each with its end of validity.</param>
/// <param name="KnownRoot">AMD's name of the root; null when it is none of AMD's.</param>
/// <param name="Verdict">This consumer's own check of report and chain, with whatever root the chain has.</param>
internal sealed record GuestEvidence(
    SnpReport Report, bool CarriesRuntimeData, IReadOnlyList<(string Subject, DateTimeOffset ValidUntil)> Certificates, string? KnownRoot, Verdict Verdict)
{
    /// <summary>Reads the answer of <c>/attest/combined</c>.</summary>
    /// <returns>The evidence; null when the answer holds none.</returns>
    public static GuestEvidence? TryRead(ReadOnlyMemory<byte> answer, ReadOnlySpan<byte> runtimeData, DateTimeOffset now)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            var report = SnpReport.Parse(json.RootElement.GetProperty("evidence").GetBytesFromBase64());
            using var chain = VcekChain.FromPem(Encoding.UTF8.GetString(json.RootElement.GetProperty("endorsements").GetBytesFromBase64()));
            return new GuestEvidence(
                report,
                report.ReportData.Span.StartsWith(SHA256.HashData(runtimeData)),
                [.. new[] { chain.Vcek, chain.Ask, chain.Ark }.Select(certificate => (NameOf(certificate.Subject), new DateTimeOffset(certificate.NotAfter.ToUniversalTime())))],
                AmdRoot.Known.FirstOrDefault(root => root.Matches(chain.Ark))?.Name,
                SnpEvidence.Verify(report, chain, [AmdRoot.FromCertificate(chain.Ark, "its own")], now));
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or CryptographicException)
        {
            return null;
        }
    }

    private static string NameOf(string subject)
        => subject.Split(',', StringSplitOptions.TrimEntries).FirstOrDefault(part => part.StartsWith("CN=", StringComparison.Ordinal))?[3..] ?? subject;
}
