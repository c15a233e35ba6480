using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace CcDemo.AppHost;

/// <summary>How often a call to the cluster is repeated: when it is overloaded (429), failing (5xx) or silent, a bounded number of times.</summary>
internal static class ClusterRetries
{
    private const int Attempts = 5;

    /// <summary>The longest wait that an answer's Retry-After is given.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(30);

    /// <summary>The pipeline that every call goes through.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="notice">Told of each repetition.</param>
    public static ResiliencePipeline<HttpResponseMessage> Create(TimeProvider time, Action<string> notice)
        => new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = Attempts,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = _longestWait,
                UseJitter = true,
                DelayGenerator = arguments => ValueTask.FromResult(RetryAfter(arguments.Outcome.Result, time)),
                OnRetry = arguments =>
                {
                    notice($"The cluster {Said(arguments)}; asking again in {arguments.RetryDelay.TotalSeconds:0.#} s.");
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    private static TimeSpan? RetryAfter(HttpResponseMessage? answer, TimeProvider time)
    {
        var wait = answer?.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - time.GetUtcNow() : null;
        return wait is { } value ? TimeSpan.FromTicks(Math.Clamp(value.Ticks, 0, _longestWait.Ticks)) : null;
    }

    private static string Said(OnRetryArguments<HttpResponseMessage> arguments) => arguments.Outcome.Result switch
    {
        { StatusCode: HttpStatusCode.TooManyRequests } => "is overloaded (429)",
        { } answer => $"answered {(int)answer.StatusCode}",
        null => "did not answer",
    };
}
