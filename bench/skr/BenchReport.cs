using System.Text.Json;

namespace CcDemo.Skr.Bench;

/// <summary>All that was measured in one run.</summary>
internal sealed record BenchReport(
    int Starts, int Requests, int Releases, int Cores, Latency RsaKeyGeneration, SidecarFigures Native, SidecarFigures OnRuntime)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string ToJson() => JsonSerializer.Serialize(this, _json);
}
