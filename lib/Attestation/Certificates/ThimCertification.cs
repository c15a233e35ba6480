using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CcDemo.Attestation;

/// <summary>
/// The certificates of the host's processor as Azure's THIM service hands them out
/// (<c>/metadata/THIM/amd/certification</c>).
/// </summary>
/// <param name="VcekCert">The chip's certificate, PEM.</param>
/// <param name="CertificateChain">AMD's intermediate and root certificate, PEM.</param>
/// <param name="Tcbm">The firmware that the chip's certificate is for, 16 hexadecimal digits.</param>
/// <param name="CacheControl">For how many seconds the document may be kept.</param>
public sealed record ThimCertification(string VcekCert, string CertificateChain, string Tcbm, string? CacheControl)
{
    private static readonly JsonWriterOptions _compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The firmware that the chip's certificate is for.</summary>
    /// <exception cref="FormatException"><see cref="Tcbm"/> is not a hexadecimal number.</exception>
    public Tcb Tcb => Tcb.Parse(Tcbm);

    /// <summary>VCEK, ASK and ARK one after the other.</summary>
    public string PemChain => VcekCert + CertificateChain;

    /// <summary>Reads the JSON document.</summary>
    /// <exception cref="FormatException">It is not JSON, or lacks a certificate or the TCB version.</exception>
    public static ThimCertification Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("The THIM document is not a JSON object.");
            }

            return new ThimCertification(
                Required(root, "vcekCert"),
                Required(root, "certificateChain"),
                Required(root, "tcbm"),
                root.TryGetProperty("cacheControl", out var cache) ? cache.ToString() : null);
        }
        catch (JsonException e)
        {
            throw new FormatException("The THIM document is not valid JSON.", e);
        }
    }

    /// <summary>The JSON document.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, _compact))
        {
            writer.WriteStartObject();
            writer.WriteString("vcekCert", VcekCert);
            writer.WriteString("tcbm", Tcbm);
            writer.WriteString("certificateChain", CertificateChain);
            if (CacheControl is not null)
            {
                writer.WriteString("cacheControl", CacheControl);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Required(JsonElement root, string name)
        => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException($"The THIM document lacks '{name}'.");
}
