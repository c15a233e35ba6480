using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CcDemo.Consumer.Attestation;
using CcDemo.Consumer.Messages;

namespace CcDemo.Consumer.Api;

/// <summary>
/// Server-sent events: <c>message</c> for each message that came or changed, <c>attestation</c> and <c>counts</c> when they changed.
/// The id of an event is the board's id and revision, so a reader that was cut off goes on where it stopped.
/// </summary>
internal sealed class MessageStream(MessageBoard board, AttestationStatus status, ChangeSignal changes, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>Everything after an event, until the reader's login ends; from the oldest message on when that event is none of this board's.</summary>
    public async IAsyncEnumerable<SseItem<object>> ReadAsync(string? lastEventId, DateTimeOffset? loginEnds, [EnumeratorCancellation] CancellationToken ct)
    {
        using var login = new CancellationTokenSource(TimeUntil(loginEnds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, login.Token, lifetime.ApplicationStopping);
        var revision = RevisionOf(lastEventId);
        AttestationView? attestation = null;
        BoardCounts? counts = null;
        var lastSent = time.GetTimestamp();
        while (!either.IsCancellationRequested)
        {
            var next = changes.NextAsync();
            foreach (var message in board.ChangedSince(revision))
            {
                revision = message.Revision;
                yield return new SseItem<object>(MessageView.Of(message), "message") { EventId = $"{board.Id}-{revision}" };
            }

            if (attestation != status.Current)
            {
                attestation = status.Current;
                yield return new SseItem<object>(attestation, "attestation");
            }

            if (counts != board.Counts() || time.GetElapsedTime(lastSent) > KeepAlive)
            {
                counts = board.Counts();
                lastSent = time.GetTimestamp();
                yield return new SseItem<object>(counts, "counts");
            }

            await WaitAsync(next, either.Token);
        }
    }

    private TimeSpan TimeUntil(DateTimeOffset? end) => end is { } at
        ? TimeSpan.FromTicks(Math.Max(0, (at - time.GetUtcNow()).Ticks))
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
}
