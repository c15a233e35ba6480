using System.Diagnostics;
using System.Security.Cryptography;

namespace CcDemo.Skr.Bench;

/// <summary>What a fresh RSA key of 2048 bits costs; each release uses one up, and the sidecar makes some ahead of time.</summary>
internal static class KeyGeneration
{
    private const int Bits = 2048;
    private const int Keys = 40;

    public static Latency Measure() => Latency.Of(Enumerable.Range(0, Keys).Select(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        using var key = RSA.Create(Bits);
        key.ExportParameters(includePrivateParameters: false);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }));
}
