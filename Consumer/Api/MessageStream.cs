using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CcDemo.Consumer.Attestation;
using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Pages;
using CcDemo.Consumer.Settings;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Api;

/// <summary>
/// The page's server-sent events: <c>message</c> for messages that came or changed (a sample of them when more come than
/// anybody can read: <c>sampling</c> says so), and <c>latest</c>, <c>attestation</c>, <c>counts</c>, <c>services</c> and <c>chart</c> when
/// they changed. The id of an event is the board's id and revision, so a reader that was cut off goes on where it stopped.
/// </summary>
internal sealed class MessageStream(
    MessageBoard board, AttestationStatus status, LiveFigures figures, ChangeSignal changes,
    IOptions<ConsumerOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>What came after an event, until the reader's login ends; all that is on the board when that event is none of this board's.</summary>
    public async IAsyncEnumerable<SseItem<object>> ReadAsync(string? lastEventId, DateTimeOffset? loginEnds, [EnumeratorCancellation] CancellationToken ct)
    {
        using var login = new CancellationTokenSource(TimeUntil(loginEnds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, login.Token, lifetime.ApplicationStopping);
        var revision = RevisionOf(lastEventId);
        var sample = new StreamSample();
        AttestationView? attestation = null;
        LatestMessage? latest = null;
        var slow = new SlowState(null, "", null, null);
        long? lastTick = null;
        var lastSent = time.GetTimestamp();
        while (!either.IsCancellationRequested)
        {
            var next = changes.NextAsync();
            var changed = board.ChangedSince(revision);
            foreach (var message in sample.Choose(changed))
            {
                yield return new SseItem<object>(ShownMessage.Of(message, options.Value.DashboardUrl), "message") { EventId = $"{board.Id}-{message.Revision}" };
            }

            revision = changed.Count > 0 ? changed[^1].Revision : revision;
            if (changed.Count > 0 && LatestMessage.Of(board.Latest()) is { } newest && newest != latest)
            {
                latest = newest;
                yield return new SseItem<object>(newest, "latest");
            }

            if (attestation != status.Current)
            {
                attestation = status.Current;
                yield return new SseItem<object>(KeyHeadline.Of(attestation), "attestation");
            }

            if (lastTick is null || time.GetElapsedTime(lastTick.Value) >= Tick)
            {
                lastTick = time.GetTimestamp();
                var now = new SlowState(board.Counts(), string.Join('|', figures.Services), figures.Chart, sample.TakeWindow());
                if (now.Counts != slow.Counts || time.GetElapsedTime(lastSent) > KeepAlive)
                {
                    lastSent = time.GetTimestamp();
                    yield return new SseItem<object>(now.Counts!, "counts");
                }

                if (now.Services != slow.Services)
                {
                    yield return new SseItem<object>(figures.Services, "services");
                }

                if (now.Chart != slow.Chart)
                {
                    yield return new SseItem<object>(now.Chart!, "chart");
                }

                if (now.Sampling != (slow.Sampling ?? new Sampling(1, 0)))
                {
                    yield return new SseItem<object>(now.Sampling!, "sampling");
                }

                slow = now;
            }

            await WaitAsync(next, either.Token);
        }
    }

    /// <summary>Timers are early by some milliseconds, and a page that asks at once why its stream ended has to find that it is logged out.</summary>
    private TimeSpan TimeUntil(DateTimeOffset? end) => end is { } at
        ? TimeSpan.FromTicks(Math.Max(0, (at - time.GetUtcNow()).Ticks)) + TimeSpan.FromMilliseconds(100)
        : Timeout.InfiniteTimeSpan;

    private long RevisionOf(string? eventId)
        => eventId?.Split('-') is [var id, var revision] && id == board.Id && long.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    /// <summary>Until something changes, a second at most; and a moment more, so that a burst goes out in one piece.</summary>
    private async Task WaitAsync(Task next, CancellationToken ct)
    {
        await Task.WhenAny(next, Task.Delay(Tick, time, ct));
        await Task.WhenAny(Task.Delay(Pace, time, ct));
    }

    /// <summary>What is looked at once a second.</summary>
    private sealed record SlowState(BoardCounts? Counts, string Services, ActivityChart? Chart, Sampling? Sampling);
}
