using System.Security.Cryptography;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Hardware;

namespace CcDemo.AzureEmulator.Attestation;

/// <summary>Verifies what a guest sent: nothing of it is believed unsigned.</summary>
internal sealed class AttestationVerifier(GuestHost host, UtilityVmEndorser endorser, TimeProvider time)
{
    /// <summary>Verifies the evidence.</summary>
    /// <returns>The utility VM's endorsed security version, or null when nobody vouches for its measurement.</returns>
    /// <exception cref="AzureErrorException">The evidence is refused; the message is a sentence that names the cause.</exception>
    public async Task<int?> VerifyAsync(AttestationRequest request, CancellationToken cancellationToken)
    {
        await VerifyReportAsync(request, cancellationToken);
        VerifyRuntimeData(request);
        VerifyInitTimeData(request);
        return VerifyEndorsements(request);
    }

    private async Task VerifyReportAsync(AttestationRequest request, CancellationToken cancellationToken)
    {
        var processor = await host.ProcessorAsync(cancellationToken);
        try
        {
            using var chain = VcekChain.FromPem(request.VcekCertChain);
            AmdRoot[] trusted = [AmdRoot.FromCertificate(processor.Authority.Ark, "emulated")];
            Require(SnpEvidence.Verify(request.Report, chain, trusted, time.GetUtcNow()));
        }
        catch (FormatException e)
        {
            throw AzureErrorException.InvalidParameter(e.Message);
        }
    }

    private static void VerifyRuntimeData(AttestationRequest request)
    {
        if (request.RuntimeData is not { } runtime)
        {
            return;
        }

        var expected = new byte[request.Report.ReportData.Length];
        SHA256.HashData(runtime.Data, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, request.Report.ReportData.Span))
        {
            throw AzureErrorException.InvalidParameter(
                $"The runtime data does not match the report: its SHA-256 is {Hex(expected)}, the report data is {Hex(request.Report.ReportData.Span)}.");
        }
    }

    private static void VerifyInitTimeData(AttestationRequest request)
    {
        if (request.InitTimeData is not { } init)
        {
            return;
        }

        var expected = SHA256.HashData(init.Data);
        if (!CryptographicOperations.FixedTimeEquals(expected, request.Report.HostData.Span))
        {
            throw AzureErrorException.InvalidParameter(
                $"The init-time data does not match the report: its SHA-256 is {Hex(expected)}, the host data is {Hex(request.Report.HostData.Span)}.");
        }
    }

    private int? VerifyEndorsements(AttestationRequest request)
    {
        int? svn = null;
        foreach (var cose in request.Endorsements)
        {
            try
            {
                using var endorsement = UvmEndorsement.Parse(cose);
                Require(endorsement.Verify([endorser.RootHash], time.GetUtcNow()));
                Require(endorsement.Covers(request.Report));
                svn = Math.Max(svn ?? 0, endorsement.GuestSvn);
            }
            catch (FormatException e)
            {
                throw AzureErrorException.InvalidParameter(e.Message);
            }
        }

        return svn;
    }

    private static void Require(Verdict verdict)
    {
        if (!verdict.Accepted)
        {
            throw AzureErrorException.InvalidParameter(verdict.Reason!);
        }
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
