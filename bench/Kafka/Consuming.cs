using System.Diagnostics;
using CcDemo.Consumer.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Bench;

/// <summary>The consumer itself, with its page, telemetry and commits, as it takes what lies ready.</summary>
internal static class Consuming
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>From the first message that is shown opened to the last; then it is stopped.</summary>
    public static async Task<Flow> MeasureAsync(BrokerProcess broker, WebApplication app, int messages)
    {
        var board = app.Services.GetRequiredService<MessageBoard>();
        await UntilAsync(board, 1);
        var before = board.Counts().Opened;
        var flow = await Flow.MeasureAsync(broker, (int)(messages - before), () => UntilAsync(board, messages));
        await app.StopAsync();
        return flow;
    }

    private static async Task UntilAsync(MessageBoard board, long opened)
    {
        var started = Stopwatch.GetTimestamp();
        while (board.Counts().Opened < opened)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"Only {board.Counts().Opened} of {opened} messages were opened.");
            }

            await Task.Delay(5);
        }
    }
}
