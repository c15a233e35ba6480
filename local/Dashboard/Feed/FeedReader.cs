using System.Text.Json;

namespace CcDemo.Dashboard.Feed;

/// <summary>Keeps <see cref="ResourceBoard"/> and <see cref="ConsoleLogs"/> filled from the feed, and reconnects when it goes away.</summary>
internal sealed partial class FeedReader(
    FeedClient client, ResourceBoard board, ConsoleLogs logs, TimeProvider time, ILogger<FeedReader> logger) : BackgroundService
{
    private readonly Dictionary<string, Task> _followers = new(StringComparer.OrdinalIgnoreCase);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!client.IsConfigured)
        {
            return;
        }

        await RepeatAsync(connected => FollowResourcesAsync(connected, stoppingToken), board.Lost, stoppingToken);
        await Task.WhenAll(_followers.Values);
    }

    private async Task FollowResourcesAsync(Action connected, CancellationToken stop)
    {
        await foreach (var snapshot in client.FollowResourcesAsync(resource => Take(resource, stop), stop))
        {
            connected();
            board.Replace(snapshot);
            foreach (var resource in snapshot)
            {
                FollowLog(resource, stop);
            }
        }
    }

    private void Take(Resource resource, CancellationToken stop)
    {
        board.Update(resource);
        FollowLog(resource, stop);
    }

    private void FollowLog(Resource resource, CancellationToken stop)
    {
        if (!resource.IsHidden && !_followers.ContainsKey(resource.Name))
        {
            _followers.Add(resource.Name, RepeatAsync(connected => FollowLogAsync(resource.Name, connected, stop), _ => { }, stop));
        }
    }

    private async Task FollowLogAsync(string resource, Action connected, CancellationToken stop)
    {
        await foreach (var line in client.FollowLogAsync(resource, stop))
        {
            connected();
            logs.Of(resource).Add(line);
        }
    }

    /// <summary>Runs until stopped, with a pause that grows from one failure to the next and starts afresh after a success.</summary>
    private async Task RepeatAsync(Func<Action, Task> follow, Action<string> onLost, CancellationToken stop)
    {
        var backoff = new Backoff();
        try
        {
            while (true)
            {
                var reason = "The application host has ended the connection.";
                try
                {
                    await follow(backoff.Reset);
                }
                catch (HttpRequestException failed)
                {
                    reason = failed.StatusCode is null ? "The application host does not answer." : failed.Message;
                }
                catch (IOException)
                {
                    reason = "The connection to the application host broke off.";
                }
                catch (JsonException invalid)
                {
                    reason = "The application host sent something that the dashboard cannot read: are both of the same version?";
                    LogUnreadable(invalid);
                }

                onLost(reason);
                await Task.Delay(backoff.Next(), time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The dashboard stops.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The feed sent something unreadable.")]
    private partial void LogUnreadable(JsonException exception);
}
