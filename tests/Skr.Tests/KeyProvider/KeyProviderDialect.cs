using System.Text;

namespace CcDemo.Skr.Tests.KeyProvider;

/// <summary>The names by which one version of the sidecar speaks the key provider protocol.</summary>
internal sealed record KeyProviderDialect(
    string Service,
    string Agent,
    string WrapInput,
    string WrapOutput,
    string ReportData,
    string Report,
    string RuntimeData,
    string EndorsedTcb,
    string AttestationReport,
    string ReferenceInfo)
{
    public static KeyProviderDialect V27 { get; } = new(
        "keyprovider.KeyProviderService",
        "aasp",
        "KeyProviderKeyWrapProtocolInput",
        "KeyProviderKeyWrapProtocolOutput",
        "reportDataHexString",
        "reportHexString",
        "b64RuntimeDataString",
        "endorsedTcb",
        "attestationReport",
        "uvmReferenceInfo");

    public static KeyProviderDialect V213 { get; } = new(
        "key_provider.KeyProviderService",
        "skr",
        "key_provider_key_wrap_protocol_input",
        "key_provider_key_wrap_protocol_output",
        "report_data_hex_string",
        "report_hex_string",
        "b64_runtime_data_string",
        "endorsed_tcb",
        "attestation_report",
        "uvm_reference_info");

    public static TheoryData<string> Names => [nameof(V27), nameof(V213)];

    public static KeyProviderDialect Of(string name) => name == nameof(V27) ? V27 : V213;

    public byte[] WrapRequest(string keyPath, byte[] data) => Encoding.UTF8.GetBytes(
        $$$"""{"op":"keywrap","keywrapparams":{"ec":{"Parameters":{"attestation-agent":["{{{Encode($"{Agent}:{keyPath}")}}}"]}},"optsdata":"{{{Convert.ToBase64String(data)}}}"}}""");

    public byte[] UnwrapRequest(byte[] annotation) => Encoding.UTF8.GetBytes(
        $$$"""{"op":"keyunwrap","keywrapparams":{},"keyunwrapparams":{"dc":{"Parameters":{"attestation-agent":["{{{Encode(Agent)}}}"]}},"annotation":"{{{Convert.ToBase64String(annotation)}}}"}}""");

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
