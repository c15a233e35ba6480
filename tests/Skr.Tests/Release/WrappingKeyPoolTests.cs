using System.Diagnostics.Metrics;
using System.Globalization;
using CcDemo.Skr.Release;
using CcDemo.Skr.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Tests.Release;

public sealed class WrappingKeyPoolTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Keys_are_made_ahead_of_time_up_to_the_bound_and_no_further()
    {
        using var pool = Pool(3);
        await pool.StartedAsync(CancellationToken.None);

        await UntilAsync(() => pool.Ready == 3);

        // Longer than it takes to make one.
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal(3, pool.Ready);
    }

    [Fact]
    public async Task Every_key_is_handed_out_once_and_replaced()
    {
        using var pool = Pool(2);
        await pool.StartedAsync(CancellationToken.None);
        var ids = new HashSet<string>();
        for (var i = 0; i < 6; i++)
        {
            using var key = await pool.TakeAsync(CancellationToken.None);
            Assert.True(ids.Add(key.Id));
        }

        await UntilAsync(() => pool.Ready == 2);
    }

    [Fact]
    public async Task Without_keys_ahead_of_time_one_is_made_when_it_is_needed()
    {
        using var pool = Pool(0);
        await pool.StartedAsync(CancellationToken.None);

        using var key = await pool.TakeAsync(CancellationToken.None);

        Assert.Equal(2048, key.Rsa.KeySize);
        Assert.Equal(0, pool.Ready);
    }

    [Fact]
    public async Task Whether_a_key_was_there_is_counted()
    {
        var counted = new List<object?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "skr.wrapping_keys" && instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add(tags[0].Value));
        listener.Start();
        using var pool = Pool(1);
        using var made = await pool.TakeAsync(CancellationToken.None);
        await pool.StartedAsync(CancellationToken.None);
        await UntilAsync(() => pool.Ready == 1);
        using var prepared = await pool.TakeAsync(CancellationToken.None);

        Assert.Equal([false, true], counted);
    }

    [Fact]
    public async Task The_thread_that_makes_keys_gives_way_to_all_others()
    {
        using var pool = Pool(64);
        await pool.StartedAsync(CancellationToken.None);
        await UntilAsync(() => pool.Ready > 0);

        Assert.All(Threads(), thread => Assert.Equal(BackgroundPriority.Nice, NiceOf(thread)));
        Assert.NotEqual(BackgroundPriority.Nice, NiceOf("/proc/self"));
    }

    [Fact]
    public async Task Where_more_keys_are_used_more_are_made_ahead_of_time_up_to_the_bound()
    {
        using var pool = Pool(1, most: 4);
        await pool.StartedAsync(CancellationToken.None);
        await UntilAsync(() => pool.Ready == 1);
        for (var i = 0; i < 6; i++)
        {
            using var key = await pool.TakeAsync(CancellationToken.None);
        }

        await UntilAsync(() => !pool.IsFilling);
        Assert.Equal(4, pool.Ready);
    }

    private WrappingKeyPool Pool(int size, int? most = null) => new(
        Options.Create(new ReleaseOptions { PreparedKeys = size, MostPreparedKeys = most ?? size }),
        new SkrTelemetry(_services.GetRequiredService<IMeterFactory>(), TimeProvider.System),
        TimeProvider.System);

    // Of this pool, and perhaps of others in other tests.
    private static string[] Threads()
    {
        string[] threads = [.. Directory.GetDirectories("/proc/self/task").Where(task => NameOf(task) == WrappingKeyPool.ThreadName)];
        Assert.NotEmpty(threads);
        return threads;
    }

    private static string? NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).Trim();
        }
        catch (IOException)
        {
            return null; // The thread has ended in the meantime.
        }
    }

    // proc(5): after the name in brackets comes the third field of all; the nice value is the nineteenth.
    private static int NiceOf(string task)
    {
        var line = File.ReadAllText(Path.Combine(task, "stat"));
        return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
