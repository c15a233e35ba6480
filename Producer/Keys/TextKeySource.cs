namespace CcDemo.Producer.Keys;

/// <summary>The key's text in the settings.</summary>
internal sealed class TextKeySource(string name, string text, WantedKey wanted, TimeProvider time) : IKeySource
{
    public string Name => name;

    public TimeSpan Interval => Timeout.InfiniteTimeSpan;

    public Task<KeyReading> ReadAsync(CancellationToken ct) => Task.FromResult(Read());

    /// <summary>Reads it.</summary>
    public KeyReading Read() => KeyDocument.Read(text, wanted, time.GetUtcNow());

    public void Dispose()
    {
    }
}
