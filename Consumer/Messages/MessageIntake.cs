using System.Diagnostics;
using CcDemo.Consumer.Kafka;
using CcDemo.Consumer.Keys;
using CcDemo.Consumer.Telemetry;
using CcDemo.MessageEncryption;
using Confluent.Kafka;

namespace CcDemo.Consumer.Messages;

/// <summary>Deals with each message: opens it, shows it, asks for a key, or dead-letters it.</summary>
internal sealed class MessageIntake(
    MessageUnsealing unsealing, MessageBoard board, KeyRequests requests, DeadLetters deadLetters, ConsumerTelemetry telemetry, TimeProvider time)
{
    /// <summary>Ends when the message was shown or dead-lettered.</summary>
    public async Task TakeAsync(ConsumeResult<byte[], byte[]> source, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        using var activity = telemetry.StartProcess(source);
        var value = source.Message.Value ?? [];
        var form = SealedForm.Recognize(value);
        var opening = unsealing.Open(value, form);
        board.Add(source, form, opening);
        activity?.SetTag("ccdemo.message.state", opening.State.ToString().ToLowerInvariant());

        if (opening.State == MessageState.Sealed)
        {
            requests.Want(form?.KeyId, activity?.Context ?? default);
        }
        else if (opening.State == MessageState.Refused)
        {
            activity?.SetStatus(ActivityStatusCode.Error, opening.Reason);
            await deadLetters.SendAsync(source, opening.Code!.Value, opening.Reason!, ct);
        }

        telemetry.Processed(source.Topic, time.GetElapsedTime(started), opening.State.ToString().ToLowerInvariant());
    }

    /// <summary>Tries again to open what is shown sealed, after a key came or was refused for good.</summary>
    public async Task RetryAsync(CancellationToken ct)
    {
        foreach (var message in board.StillSealed())
        {
            var opening = unsealing.Open(message.Value, message.Form);
            if (opening.State == MessageState.Sealed)
            {
                requests.Want(message.Form?.KeyId, default);
            }
            else if (board.Resolve(message.Id, opening) && opening.State == MessageState.Refused)
            {
                await deadLetters.SendAsync(message.Source, opening.Code!.Value, opening.Reason!, ct);
            }
        }
    }
}
