namespace CcDemo.Skr.Errors;

/// <summary>Something upstream, or a check of ours, said no. The message is a sentence for the caller; it holds no secret. Answered with 403.</summary>
internal sealed class RefusalException : Exception
{
    public RefusalException(string message)
        : base(message)
    {
    }

    public RefusalException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>Whether nobody said no: a service was out of reach or overloaded, and may say yes later.</summary>
    public bool IsOutage { get; init; }

    /// <summary>The stage of attestation or release (<see cref="Telemetry.Stage"/>) that it ended in; null when it never came to one.</summary>
    public string? Stage { get; set; }
}
