using CcDemo.Skr.KeyProvider.V213;
using Google.Protobuf;
using Grpc.Core;

namespace CcDemo.Skr.KeyProvider;

/// <summary><c>key_provider.KeyProviderService</c>, the name in 2.13.</summary>
internal sealed class KeyProviderServiceV213(AttestationAgent attestationAgent) : KeyProviderService.KeyProviderServiceBase
{
    private const string Agent = "skr";

    public override Task<HelloReply> SayHello(HelloRequest request, ServerCallContext context)
        => Task.FromResult(new HelloReply { Message = $"Hello {request.Name}" });

    public override async Task<KeyProviderGetReportOutput> GetReport(KeyProviderGetReportInput request, ServerCallContext context)
        => await Precondition.GuardAsync(async () => new KeyProviderGetReportOutput
        {
            ReportHexString = await attestationAgent.GetReportAsync(request.ReportDataHexString, context.CancellationToken),
        });

    public override async Task<KeyProviderGetAttestationDataOutput> GetAttestationData(KeyProviderGetAttestationDataInput request, ServerCallContext context)
        => await Precondition.GuardAsync(async () =>
        {
            var evidence = await attestationAgent.GetEvidenceAsync(request.B64RuntimeDataString, context.CancellationToken);
            return new KeyProviderGetAttestationDataOutput
            {
                EndorsedTcb = evidence.Certificates.Tcbm,
                Certs = evidence.CertificatesAsBase64(),
                AttestationReport = Convert.ToBase64String(evidence.Report.Raw.Span),
                UvmReferenceInfo = Convert.ToBase64String(evidence.ReferenceInfo ?? []),
            };
        });

    public override async Task<KeyProviderKeyWrapProtocolOutput> WrapKey(KeyProviderKeyWrapProtocolInput request, ServerCallContext context)
        => new()
        {
            KeyProviderKeyWrapProtocolOutput_ = UnsafeByteOperations.UnsafeWrap(
                await AttestationAgent.WrapAsync(Agent, request.KeyProviderKeyWrapProtocolInput_.Memory, context.CancellationToken)),
        };

    public override async Task<KeyProviderKeyWrapProtocolOutput> UnWrapKey(KeyProviderKeyWrapProtocolInput request, ServerCallContext context)
        => new()
        {
            KeyProviderKeyWrapProtocolOutput_ = UnsafeByteOperations.UnsafeWrap(context.ClearedAfterwards(
                await attestationAgent.UnwrapAsync(Agent, request.KeyProviderKeyWrapProtocolInput_.Memory, context.CancellationToken))),
        };
}
