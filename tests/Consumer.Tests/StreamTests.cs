using System.Net.ServerSentEvents;
using System.Text.Json;
using CcDemo.Messaging.Tests;

namespace CcDemo.Consumer.Tests;

[Collection(SharedBroker.Name)]
public sealed class StreamTests(EmbeddedBroker broker)
{
    [Fact]
    public async Task The_stream_brings_messages_when_they_come_and_when_they_open()
    {
        await using var skr = await StandInSkr.StartAsync(RunningConsumer.KeyId);
        skr.Refusal = "Not yet.";
        await using var consumer = await RunningConsumer.StartAsync(broker, skr);
        await consumer.SendAsync("hello");
        await using var events = await FollowAsync(consumer, lastEventId: null);
        var arrived = await events.NextAsync("message", _ => true);
        Assert.Equal("sealed", arrived.State());
        await events.NextAsync("attestation", view => view.GetProperty("state").GetString() == "refused");

        skr.Refusal = null;
        var opened = await events.NextAsync("message", message => message.State() == "opened");
        Assert.Equal("hello", opened.Text());
        Assert.Equal(arrived.GetProperty("id").GetInt64(), opened.GetProperty("id").GetInt64());
        await events.NextAsync("counts", counts => counts.GetProperty("opened").GetInt64() == 1);
    }

    [Fact]
    public async Task A_reader_that_was_cut_off_goes_on_where_it_stopped()
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        await consumer.SendAsync("one");
        await consumer.UntilMessagesAsync(messages => messages.Count == 1);
        string? lastId;
        await using (var first = await FollowAsync(consumer, lastEventId: null))
        {
            await first.NextAsync("message", _ => true);
            lastId = first.LastEventId;
        }

        await consumer.SendAsync("two");
        await consumer.UntilMessagesAsync(messages => messages.Count == 2);
        await using var second = await FollowAsync(consumer, lastId);
        Assert.Equal(2, (await second.NextAsync("message", _ => true)).GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task A_reader_of_another_run_begins_anew()
    {
        await using var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        await consumer.SendAsync("one");
        await consumer.UntilMessagesAsync(messages => messages.Count == 1);
        foreach (var id in new[] { "0123abcd-999", "999", "nonsense", "-" })
        {
            await using var events = await FollowAsync(consumer, id);
            Assert.Equal(1, (await events.NextAsync("message", _ => true)).GetProperty("id").GetInt64());
        }
    }

    [Fact]
    public async Task A_page_that_is_being_followed_does_not_hold_up_the_end()
    {
        var consumer = await RunningConsumer.StartAsync(broker, skr: null);
        await using var events = await FollowAsync(consumer, lastEventId: null);
        await events.NextAsync("counts", _ => true);
        await consumer.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task<Following> FollowAsync(RunningConsumer consumer, string? lastEventId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/messages/stream");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await consumer.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new Following(response, SseParser.Create(await response.Content.ReadAsStreamAsync()));
    }

    private sealed class Following(HttpResponseMessage response, SseParser<string> parser) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SseItem<string>> _events = parser.EnumerateAsync().GetAsyncEnumerator();

        public string? LastEventId => _events.Current.EventId;

        public async Task<JsonElement> NextAsync(string type, Predicate<JsonElement> condition)
        {
            var end = DateTime.UtcNow + TimeSpan.FromSeconds(30);
            while (await _events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)))
            {
                Assert.True(DateTime.UtcNow < end, $"The event '{type}' never came as it should.");
                var data = JsonSerializer.Deserialize<JsonElement>(_events.Current.Data);
                if (_events.Current.EventType == type && condition(data))
                {
                    return data;
                }
            }

            throw new InvalidOperationException($"The stream ended before the event '{type}' came.");
        }

        public async ValueTask DisposeAsync()
        {
            response.Dispose();
            try
            {
                await _events.DisposeAsync();
            }
            catch (IOException)
            {
                // The stream was cut off, as it should be.
            }
        }
    }
}
