using System.Diagnostics;
using System.Text;
using CcDemo.Messaging.Tests;
using Confluent.Kafka;

namespace CcDemo.Consumer.Tests;

[Collection(SharedBroker.Name)]
public sealed class TraceTests(EmbeddedBroker broker)
{
    [Fact]
    public async Task One_trace_runs_from_the_send_through_the_consumer_to_the_sidecar()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var headers = new Headers { { "traceparent", Encoding.ASCII.GetBytes($"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01") } };
        await consumer.SendAsync("traced", headers: headers);
        await consumer.UntilStateAsync("released");
        Assert.Equal([trace], skr.Traces);
    }

    [Fact]
    public async Task Checks_of_a_key_that_is_held_do_not_lengthen_the_trace_of_the_message_that_waited_for_it()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        await using var consumer = await RunningConsumer.StartAsync(broker, skr, settings: "--Consumer:KeyRecheck=00:00:00.2");
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        await consumer.SendAsync("traced", headers: new Headers { { "traceparent", Encoding.ASCII.GetBytes($"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01") } });

        var traces = await Eventually.BecomesAsync(() => Task.FromResult(skr.Traces.ToList()), seen => seen.Count >= 4, seen => $"{seen.Count} requests");

        Assert.Single(traces, trace);
    }

    [Fact]
    public async Task A_header_that_is_no_trace_context_does_no_harm()
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        await consumer.SendAsync("a", headers: new Headers { { "traceparent", [0xff, 0x00] } });
        await consumer.SendAsync("b", headers: new Headers { { "traceparent", null } });
        await consumer.UntilMessagesAsync(messages => messages.Count == 2);
    }
}
