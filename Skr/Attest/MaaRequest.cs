using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CcDemo.Attestation;

namespace CcDemo.Skr.Attest;

/// <summary>The body of an attestation request, member by member as the Go sidecar writes it.</summary>
internal static class MaaRequest
{
    private static readonly JsonWriterOptions _compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="report">The report.</param>
    /// <param name="pemChain">VCEK, ASK and ARK.</param>
    /// <param name="referenceInfo">The utility VM's endorsement; null when there is none.</param>
    /// <param name="runtimeData">What the report data is the hash of.</param>
    /// <param name="nonce">A fresh number that the token must repeat.</param>
    public static byte[] Write(SnpReport report, string pemChain, byte[]? referenceInfo, byte[] runtimeData, ulong nonce)
    {
        var evidence = Json(writer =>
        {
            writer.WriteString("SnpReport", Base64UrlText.EncodePadded(report.Raw.Span));
            writer.WriteString("VcekCertChain", Base64UrlText.EncodePadded(Encoding.UTF8.GetBytes(pemChain)));
            if (referenceInfo is not null)
            {
                writer.WriteString("Endorsements", Base64UrlText.EncodePadded(Json(endorsements =>
                {
                    endorsements.WriteStartArray("Uvm");
                    endorsements.WriteStringValue(Base64UrlText.EncodePadded(referenceInfo));
                    endorsements.WriteEndArray();
                })));
            }
        });
        return Json(writer =>
        {
            writer.WriteString("report", Base64UrlText.EncodePadded(evidence));
            writer.WriteStartObject("runtimeData");
            writer.WriteString("data", Base64UrlText.EncodePadded(runtimeData));
            writer.WriteString("dataType", IsJson(runtimeData) ? "JSON" : "Binary");
            writer.WriteEndObject();
            writer.WriteStartObject("initTimeData");
            writer.WriteString("data", string.Empty);
            writer.WriteString("dataType", string.Empty);
            writer.WriteEndObject();
            writer.WriteNumber("nonce", nonce);
        });
    }

    // The original says JSON of everything; a provider that believes it refuses data that is none.
    private static bool IsJson(byte[] data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, _compact))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
