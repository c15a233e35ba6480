using System.Net;

namespace CcDemo.AppHost.Tests;

/// <summary>An answer that the stand-in gives in the place of the right one.</summary>
internal sealed record Fault
{
    /// <summary>Which requests it is for.</summary>
    public required Func<RecordedRequest, bool> For { get; init; }

    /// <summary>The status; null lets the right answer follow after <see cref="Delay"/>.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The message of the Status object.</summary>
    public string Message { get; init; } = "as the test wants it";

    /// <summary>The header Retry-After.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>How long the answer takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How many requests it is for.</summary>
    public int Times { get; init; } = int.MaxValue;
}
