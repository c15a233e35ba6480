namespace CcDemo.Producer.Keys;

/// <summary>Where the public key comes from.</summary>
internal interface IKeySource : IDisposable
{
    /// <summary>The setting and the place that it names, for a sentence.</summary>
    string Name { get; }

    /// <summary>How often it is read again; infinite for one that changes with the settings only.</summary>
    TimeSpan Interval { get; }

    /// <summary>Reads it once; whatever goes wrong is a <see cref="KeyReading.Failed"/>.</summary>
    Task<KeyReading> ReadAsync(CancellationToken ct);
}
