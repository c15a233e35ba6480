using System.Net.ServerSentEvents;
using System.Text.Json;
using CcDemo.Consumer.Api;
using CcDemo.Consumer.Messages;

namespace CcDemo.Bench;

/// <summary>A page that is looked at: reads the consumer's events and adds up what they say.</summary>
internal sealed class PageReader : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _end = new();
    private Task _reading = Task.CompletedTask;
    private BoardCounts _counts = new("", 0, 0, 0, 0);
    private long _last;
    private long _shown;
    private long _leftOut;

    private PageReader()
    {
    }

    /// <summary>Messages that the consumer took from the topic: as it counts them once a second, or by the number of the newest that was shown since.</summary>
    public long Received => Math.Max(Volatile.Read(ref _counts).Received, Interlocked.Read(ref _last));

    /// <summary>Those that it opened.</summary>
    public long Opened => Volatile.Read(ref _counts).Opened;

    /// <summary>Those that it refused.</summary>
    public long Refused => Volatile.Read(ref _counts).Refused;

    /// <summary>Messages that came to this page, each once, although one that was shown sealed comes again when it is opened.</summary>
    public long Shown => Interlocked.Read(ref _shown);

    /// <summary>Messages of which the page was only told that there were so many more.</summary>
    public long LeftOut => Interlocked.Read(ref _leftOut);

    public static PageReader Start(Uri consumer)
    {
        var reader = new PageReader();
        reader._reading = reader.ReadAsync(new Uri(consumer, "/api/messages/stream"));
        return reader;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _end.Dispose();
    }

    private async Task ReadAsync(Uri stream)
    {
        await foreach (var item in SseParser.Create(await _http.GetStreamAsync(stream, _end.Token)).EnumerateAsync(_end.Token))
        {
            switch (item.EventType)
            {
                case "message" when Read<ShownMessage>(item.Data).Id is var id && id > _last:
                    Interlocked.Exchange(ref _last, id);
                    Interlocked.Increment(ref _shown);
                    break;
                case "counts":
                    Volatile.Write(ref _counts, Read<BoardCounts>(item.Data));
                    break;
                case "sampling":
                    Interlocked.Exchange(ref _leftOut, Read<Sampling>(item.Data).NotShown);
                    break;
            }
        }
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;
}
