using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using CcDemo.Attestation;
using CcDemo.Skr.Certificates;
using CcDemo.Skr.Configuration;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Hardware;
using CcDemo.Skr.Telemetry;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Attest;

/// <summary>Proves to an attestation provider what this guest is.</summary>
internal sealed partial class GuestAttester(
    ISnpDevice device,
    HostCertificates certificates,
    SecurityContext context,
    MaaClient maa,
    IOptions<AttestationOptions> options,
    SkrTelemetry telemetry,
    TimeProvider time,
    ILogger<GuestAttester> logger)
{
    private const int ReportDataSize = 64;

    /// <summary>A report that carries the hash of runtime data.</summary>
    /// <exception cref="RefusalException">There is no device, or it does not answer.</exception>
    public async Task<SnpReport> GetReportAsync(byte[] runtimeData, CancellationToken cancellationToken)
    {
        using var activity = SkrTelemetry.Source.StartActivity("skr.report");
        try
        {
            var reportData = new byte[ReportDataSize];
            SHA256.HashData(runtimeData, reportData);
            return await device.GetReportAsync(reportData, cancellationToken);
        }
        catch (RefusalException e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }

    /// <summary>The report with the certificates and the endorsement that belong to it.</summary>
    /// <exception cref="RefusalException">There is no device, or no certificates for it.</exception>
    public async Task<Evidence> GetEvidenceAsync(byte[] runtimeData, CancellationToken cancellationToken)
    {
        var report = await GetReportAsync(runtimeData, cancellationToken);
        var chain = await certificates.GetAsync(report, cancellationToken);
        if (chain.Tcb != report.ReportedTcb)
        {
            // The firmware may have been updated between the report and the certificates, or the other way round.
            report = await GetReportAsync(runtimeData, cancellationToken);
            chain = await certificates.GetAsync(report, cancellationToken);
        }

        return chain.Tcb == report.ReportedTcb
            ? new Evidence(report, chain, context.ReferenceInfo)
            : throw new RefusalException($"The report was made with firmware {report.ReportedTcb}, but the host's certificates are for {chain.Tcbm}, and still are after both were fetched anew.");
    }

    /// <summary>Has a provider attest this guest, and verifies what it says.</summary>
    /// <returns>The token; the provider signed it, for this report, now.</returns>
    /// <exception cref="RefusalException">The provider refuses, or its token does not hold.</exception>
    public async Task<string> AttestAsync(ServiceEndpoint provider, byte[] runtimeData, CancellationToken cancellationToken)
    {
        using var activity = SkrTelemetry.Source.StartActivity("skr.attest");
        activity?.SetTag("server.address", provider.Authority);
        try
        {
            var evidence = await GetEvidenceAsync(runtimeData, cancellationToken);
            var nonce = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
            var jwt = await maa.AttestAsync(provider, MaaRequest.Write(evidence.Report, evidence.Certificates.PemChain, evidence.ReferenceInfo, runtimeData, nonce), cancellationToken);
            var token = await VerifyAsync(jwt, provider, evidence.Report, nonce, cancellationToken);
            telemetry.Attested(accepted: true);
            Log.Attested(logger, provider.Authority, token.ComplianceStatus, token.HostData, token.ExpiresAt);
            return jwt;
        }
        catch (RefusalException e)
        {
            telemetry.Attested(accepted: false);
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            Log.NotAttested(logger, provider.Authority, e.Message);
            throw;
        }
    }

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

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "AUDIT attestation accepted by {Provider}: compliance {Compliance}, host data {HostData}, until {ExpiresAt}.")]
        public static partial void Attested(ILogger logger, string provider, string? compliance, string? hostData, DateTimeOffset expiresAt);

        [LoggerMessage(LogLevel.Warning, "AUDIT attestation refused with {Provider}: {Reason}")]
        public static partial void NotAttested(ILogger logger, string provider, string reason);
    }
}
