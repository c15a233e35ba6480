using System.Buffers;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.Skr.Configuration;
using CcDemo.Skr.Errors;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Hardware;

/// <summary>The device of an emulated guest: <c>POST {device}/report</c> on this machine.</summary>
internal sealed class EmulatedSnpDevice(IHttpClientFactory clients, IOptions<SnpOptions> options) : ISnpDevice
{
    public const string Client = "snp-device";

    public string Name => $"an EMULATED device at {new Uri(options.Value.Device!).Authority}";

    public async Task<SnpReport> GetReportAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken)
    {
        using var content = Json(reportData.Span);
        using var client = clients.CreateClient(Client);
        using var response = await Upstream.SendAsync(
            () => client.PostAsync(new Uri(options.Value.Device!.TrimEnd('/') + "/report"), content, cancellationToken), "The emulated device", cancellationToken);
        var body = await Upstream.ReadAsync(response, "The emulated device", cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(body);
            return SnpReport.Parse(document.RootElement.GetProperty("report").GetBytesFromBase64());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new RefusalException($"The emulated device answered with something that is no report: {e.Message}", e);
        }
    }

    private static ByteArrayContent Json(ReadOnlySpan<byte> reportData)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteBase64String("reportData", reportData);
            writer.WriteEndObject();
        }

        return new ByteArrayContent(buffer.WrittenSpan.ToArray()) { Headers = { ContentType = new("application/json") } };
    }
}
