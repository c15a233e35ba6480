namespace CcDemo.Bench;

internal sealed class SealBench : IBench
{
    public string Name => "seal";

    public string Summary => "sealing a jwe message, against AES-GCM and base64url alone";

    public Task<BenchReport> RunAsync(TextWriter progress) => Task.FromResult(EncryptionRun.Of<SealBenchmarks>(
        Name, progress,
        "The baseline encrypts into memory set aside before, under a counted IV, and encodes the ciphertext; it makes no message."));
}
