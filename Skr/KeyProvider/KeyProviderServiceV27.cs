using CcDemo.Skr.KeyProvider.V27;
using Google.Protobuf;
using Grpc.Core;

namespace CcDemo.Skr.KeyProvider;

/// <summary><c>keyprovider.KeyProviderService</c>, the name in 2.7.</summary>
internal sealed class KeyProviderServiceV27(AttestationAgent attestationAgent) : KeyProviderService.KeyProviderServiceBase
{
    private const string Agent = "aasp";

    public override Task<HelloReply> SayHello(HelloRequest request, ServerCallContext context)
        => Task.FromResult(new HelloReply { Message = $"Hello {request.Name}" });

    public override async Task<keyProviderGetReportOutput> GetReport(keyProviderGetReportInput request, ServerCallContext context)
        => await Precondition.GuardAsync(async () => new keyProviderGetReportOutput
        {
            ReportHexString = await attestationAgent.GetReportAsync(request.ReportDataHexString, context.CancellationToken),
        });

    public override async Task<keyProviderGetAttestationDataOutput> GetAttestationData(keyProviderGetAttestationDataInput request, ServerCallContext context)
        => await Precondition.GuardAsync(async () =>
        {
            var evidence = await attestationAgent.GetEvidenceAsync(request.B64RuntimeDataString, context.CancellationToken);
            return new keyProviderGetAttestationDataOutput
            {
                EndorsedTcb = evidence.Certificates.Tcbm,
                Certs = evidence.CertificatesAsBase64(),
                AttestationReport = Convert.ToBase64String(evidence.Report.Raw.Span),
                UvmReferenceInfo = Convert.ToBase64String(evidence.ReferenceInfo ?? []),
            };
        });

    public override async Task<keyProviderKeyWrapProtocolOutput> WrapKey(keyProviderKeyWrapProtocolInput request, ServerCallContext context)
        => new()
        {
            KeyProviderKeyWrapProtocolOutput = UnsafeByteOperations.UnsafeWrap(
                await AttestationAgent.WrapAsync(Agent, request.KeyProviderKeyWrapProtocolInput.Memory, context.CancellationToken)),
        };

    public override async Task<keyProviderKeyWrapProtocolOutput> UnWrapKey(keyProviderKeyWrapProtocolInput request, ServerCallContext context)
        => new()
        {
            KeyProviderKeyWrapProtocolOutput = UnsafeByteOperations.UnsafeWrap(context.ClearedAfterwards(
                await attestationAgent.UnwrapAsync(Agent, request.KeyProviderKeyWrapProtocolInput.Memory, context.CancellationToken))),
        };
}
