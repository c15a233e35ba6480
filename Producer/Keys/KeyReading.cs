namespace CcDemo.Producer.Keys;

/// <summary>What came of reading a source.</summary>
internal abstract record KeyReading
{
    private KeyReading()
    {
    }

    /// <summary>The key that it holds now.</summary>
    public sealed record Found(MessagePublicKey Key) : KeyReading;

    /// <summary>There is none that can be used.</summary>
    /// <param name="Problem">The second half of a sentence that begins with the source, and what to do.</param>
    public sealed record Failed(string Problem) : KeyReading;
}
