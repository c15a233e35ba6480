namespace CcDemo.Bench;

internal sealed class OpenBench : IBench
{
    public string Name => "open";

    public string Summary => "opening a jwe message, against base64url and AES-GCM alone";

    public Task<BenchReport> RunAsync(TextWriter progress) => Task.FromResult(EncryptionRun.Of<OpenBenchmarks>(
        Name, progress,
        "The baseline decodes a ciphertext whose place it knows and decrypts it into memory set aside before; it checks no header and makes no text."));
}
