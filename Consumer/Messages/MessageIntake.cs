using CcDemo.Consumer.Kafka;
using CcDemo.Consumer.Keys;
using CcDemo.Consumer.Output;
using CcDemo.Consumer.Settings;
using CcDemo.Consumer.Telemetry;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Messages;

/// <summary>Deals with messages in batches: opens them, shows them, asks for keys, and dead-letters what cannot be opened.</summary>
internal sealed class MessageIntake(
    MessageUnsealing unsealing, MessageBoard board, KeyRequests requests, DeadLetters deadLetters, MessageOutput output,
    ConsumerTelemetry telemetry, IOptions<ConsumerOptions> options, TimeProvider time)
{
    private readonly int _cores = options.Value.OpeningThreads;
    private readonly bool _waitForKeys = options.Value.WhenKeyIsMissing == WhenKeyIsMissing.Wait;
    private volatile bool _waitsForKey;

    /// <summary>Whether a message waits for its key to be released, and everything after it with it.</summary>
    public bool WaitsForKey => _waitsForKey;

    /// <summary>Tries to open messages. What belongs to a partition that goes is left as it is. Thread-safe for messages that differ.</summary>
    public void Open(IReadOnlyList<TakenMessage> messages)
    {
        foreach (var message in messages)
        {
            if (!message.Lease.IsEnding)
            {
                message.Activity ??= telemetry.StartProcess(message.Source);
                (message.Opening, message.Form) = unsealing.Open(message.Source.Message);
            }
        }
    }

    /// <summary>Ends when every message of an opened batch was shown, is on its way to the dead-letter topic, or was left to another member.</summary>
    public async Task SettleAsync(MessageBatch batch, CancellationToken ct)
    {
        var messages = batch.Messages;
        for (var from = 0; from < messages.Count;)
        {
            var to = _waitForKeys ? await UntilOpenAsync(messages, from, ct) : messages.Count;
            await SettleAsync(batch, from, to, ct);
            from = to;
        }
    }

    /// <summary>Tries again to open what is shown sealed, after a key came or was refused for good.</summary>
    public void Retry()
    {
        var isSealed = board.StillSealed();
        var openings = new Opening[isSealed.Count];
        AllCores.ForEach([.. Enumerable.Range(0, isSealed.Count)], _cores, i => openings[i] = unsealing.Open(isSealed[i].Source.Message).Opening);
        for (var i = 0; i < isSealed.Count; i++)
        {
            var (message, opening) = (isSealed[i], openings[i]);
            if (opening.State == MessageState.Sealed)
            {
                requests.Want(message.Form?.KeyId, default);
            }
            else if (board.Resolve(message.Id, opening) && opening.State == MessageState.Refused)
            {
                deadLetters.Send(new DeadLetter(message.Source, opening.Code!.Value, opening.Reason!, default, Pending: null));
            }
        }
    }

    /// <summary>The end of those messages, from one on, that need not wait for a key; waits while that is none.</summary>
    private async Task<int> UntilOpenAsync(IReadOnlyList<TakenMessage> messages, int from, CancellationToken ct)
    {
        while (true)
        {
            var answer = requests.NextAnswerAsync();
            var to = FirstWaiting(messages, from);
            if (to > from || ct.IsCancellationRequested)
            {
                _waitsForKey = false;
                return ct.IsCancellationRequested ? messages.Count : to;
            }

            // Asked for only now, so that an answer that came while they were opened counts.
            Open([.. messages.Skip(from).Where(IsWaiting)]);
            if (FirstWaiting(messages, from) == from)
            {
                _waitsForKey = true;
                Want(messages, from, messages.Count);
                await ((Task)Task.WhenAny(answer, messages[from].Lease.Ending).WaitAsync(ct)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static int FirstWaiting(IReadOnlyList<TakenMessage> messages, int from)
    {
        while (from < messages.Count && !IsWaiting(messages[from]))
        {
            from++;
        }

        return from;
    }

    private static bool IsWaiting(TakenMessage message) => message is { Opening.State: MessageState.Sealed, Lease.IsEnding: false };

    private async Task SettleAsync(MessageBatch batch, int from, int to, CancellationToken ct)
    {
        var shown = new List<TakenMessage>(to - from);
        for (var i = from; i < to; i++)
        {
            var message = batch.Messages[i];
            if (message.Opening is null || (_waitForKeys && message.Opening.State == MessageState.Sealed) || !message.Lease.Accepts())
            {
                message.Lease.Drop();
                message.Activity?.Dispose();
            }
            else
            {
                shown.Add(message);
            }
        }

        board.AddAll(shown);
        output.Write(shown);
        if (!_waitForKeys)
        {
            Want(batch.Messages, from, to);
        }

        foreach (var message in shown)
        {
            if (message.Opening!.State == MessageState.Refused)
            {
                await deadLetters.RoomAsync(ct);
                deadLetters.Send(new DeadLetter(
                    message.Source, message.Opening.Code!.Value, message.Opening.Reason!, ConsumerTelemetry.TraceOf(message), message.Lease.Refused(message.Source.Offset)));
            }
            else
            {
                message.Lease.Shown(message.Source.Offset);
            }

            ConsumerTelemetry.End(message);
        }

        telemetry.Processed(shown, time.GetElapsedTime(batch.StartedAt));
    }

    /// <summary>Asks for the keys that messages wait for, each once.</summary>
    private void Want(IReadOnlyList<TakenMessage> messages, int from, int to)
    {
        (string? KeyId, bool Any) last = default;
        for (var i = from; i < to; i++)
        {
            var message = messages[i];
            if (message.Opening is { State: MessageState.Sealed } && (!last.Any || message.Form?.KeyId != last.KeyId))
            {
                last = (message.Form?.KeyId, true);
                requests.Want(last.KeyId, message.Activity?.Context ?? default);
            }
        }
    }
}
