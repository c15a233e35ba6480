using System.Buffers.Binary;
using System.Security.Cryptography;
using CcDemo.Attestation;
using CcDemo.Skr.Audit;
using CcDemo.Skr.Certificates;
using CcDemo.Skr.Configuration;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Hardware;
using CcDemo.Skr.Health;
using CcDemo.Skr.Telemetry;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Attest;

/// <summary>Proves to an attestation provider what this guest is.</summary>
internal sealed class GuestAttester(
    ISnpDevice device,
    HostCertificates certificates,
    SecurityContext context,
    MaaClient maa,
    IOptions<AttestationOptions> options,
    AttestationState state,
    AuditLog audit,
    SkrTelemetry telemetry,
    TimeProvider time)
{
    private const int ReportDataSize = 64;

    /// <summary>A report that carries the hash of runtime data, for a caller to take elsewhere.</summary>
    /// <exception cref="RefusalException">There is no device, or it does not answer.</exception>
    public Task<SnpReport> GetReportAsync(byte[] runtimeData, CancellationToken cancellationToken)
        => HandOutAsync(runtimeData, Task.FromResult, cancellationToken);

    /// <summary>The report with the certificates and the endorsement that belong to it, for a caller to take elsewhere.</summary>
    /// <exception cref="RefusalException">There is no device, or no certificates for it.</exception>
    public Task<Evidence> GetEvidenceAsync(byte[] runtimeData, CancellationToken cancellationToken)
        => HandOutAsync(runtimeData, report => CompleteAsync(report, runtimeData, cancellationToken), cancellationToken);

    /// <summary>Has a provider attest this guest, and verifies what it says.</summary>
    /// <returns>The token; the provider signed it, for this report, now.</returns>
    /// <exception cref="RefusalException">The provider refuses, or its token does not hold.</exception>
    public async Task<GuestAttestation> AttestAsync(ServiceEndpoint provider, byte[] runtimeData, CancellationToken cancellationToken)
    {
        using var activity = SkrTelemetry.Source.StartActivity("skr.attestation");
        activity?.SetTag("server.address", provider.Authority);
        GuestMeasurement? measurement = null;
        try
        {
            var report = await ReportAsync(runtimeData, cancellationToken);
            measurement = GuestMeasurement.Of(report);
            var evidence = await CompleteAsync(report, runtimeData, cancellationToken);
            var nonce = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
            var request = MaaRequest.Write(evidence.Report, evidence.Certificates.PemChain, evidence.ReferenceInfo, runtimeData, nonce);
            var jwt = await telemetry.RunAsync(Stage.Attest, () => maa.AttestAsync(provider, request, cancellationToken));
            await telemetry.RunAsync(Stage.TokenVerify, () => VerifyAsync(jwt, provider, evidence.Report, nonce, cancellationToken));
            telemetry.Attested(accepted: true);
            state.Accept(provider);
            audit.Attested(provider, measurement);
            return new GuestAttestation(jwt, measurement);
        }
        catch (RefusalException e)
        {
            telemetry.Attested(accepted: false);
            SkrTelemetry.Fail(activity, e);
            state.Refuse(provider, e);
            audit.NotAttested(provider, measurement, e.Message);
            throw;
        }
    }

    private Task<SnpReport> ReportAsync(byte[] runtimeData, CancellationToken cancellationToken)
    {
        var reportData = new byte[ReportDataSize];
        SHA256.HashData(runtimeData, reportData);
        return telemetry.RunAsync(Stage.Report, () => device.GetReportAsync(reportData, cancellationToken));
    }

    private async Task<T> HandOutAsync<T>(byte[] runtimeData, Func<SnpReport, Task<T>> complete, CancellationToken cancellationToken)
    {
        GuestMeasurement? measurement = null;
        try
        {
            var report = await ReportAsync(runtimeData, cancellationToken);
            measurement = GuestMeasurement.Of(report);
            var completed = await complete(report);
            audit.Reported(measurement);
            return completed;
        }
        catch (RefusalException e)
        {
            audit.NotReported(measurement, e.Message);
            throw;
        }
    }

    private async Task<Evidence> CompleteAsync(SnpReport report, byte[] runtimeData, CancellationToken cancellationToken)
    {
        var chain = await GetCertificatesAsync(report, cancellationToken);
        if (chain.Tcb != report.ReportedTcb)
        {
            // The firmware may have been updated between the report and the certificates, or the other way round.
            report = await ReportAsync(runtimeData, cancellationToken);
            chain = await GetCertificatesAsync(report, cancellationToken);
        }

        return chain.Tcb == report.ReportedTcb
            ? new Evidence(report, chain, context.ReferenceInfo)
            : throw new RefusalException($"The report was made with firmware {report.ReportedTcb}, but the host's certificates are for {chain.Tcbm}, and still are after both were fetched anew.");
    }

    private Task<ThimCertification> GetCertificatesAsync(SnpReport report, CancellationToken cancellationToken)
        => telemetry.RunAsync(Stage.Certificates, () => certificates.GetAsync(report, cancellationToken));

    private async Task<MaaToken> VerifyAsync(string jwt, ServiceEndpoint provider, SnpReport report, ulong nonce, CancellationToken cancellationToken)
    {
        var token = Parse(jwt);
        var keys = await maa.GetKeysAsync(provider, anew: false, cancellationToken);
        if (keys.All(key => key.Kid != token.KeyId))
        {
            keys = await maa.GetKeysAsync(provider, anew: true, cancellationToken);
        }

        if (token.Verify(keys, provider.Issuer, time.GetUtcNow()) is { Accepted: false } refused)
        {
            throw new RefusalException(refused.Reason!);
        }

        return AttestedGuest.Verify(token, report, nonce, options.Value.RequireNonce) is { Accepted: false } another
            ? throw new RefusalException(another.Reason!)
            : token;
    }

    private static MaaToken Parse(string jwt)
    {
        try
        {
            return MaaToken.Parse(jwt);
        }
        catch (FormatException e)
        {
            throw new RefusalException($"The attestation provider answered with something that is no token: {e.Message}", e);
        }
    }
}
