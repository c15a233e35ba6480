namespace CcDemo.Skr.Bench;

/// <summary>Starts a sidecar again and again, and puts the last one under load.</summary>
internal static class SidecarBench
{
    private const string ReportBody = """{"runtime_data":"aGVsbG8="}""";
    private const int ManyCallers = 16;
    private const int WarmUp = 4;
    private const int RareReleases = 20;
    private const int Bursts = 5;
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(2);

    /// <summary>As long as it takes to make the key that the release before has used up.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>As long as it takes to make the keys that sixteen releases have used up, on a machine that has something else to do as well.</summary>
    private static readonly TimeSpan _breather = TimeSpan.FromSeconds(6);

    public static async Task<SidecarFigures> MeasureAsync(Sidecar sidecar, EmulatedCloud cloud, BenchOptions options)
    {
        Console.Error.WriteLine($"Measuring the sidecar, {sidecar.Name} ...");
        List<double> starts = [];

        for (var run = 1; run < options.Runs; run++)
        {
            using var started = RunningSidecar.StartNow(sidecar, cloud);
            starts.Add(started.Start.TotalMilliseconds);
        }

        using var running = RunningSidecar.StartNow(sidecar, cloud);
        starts.Add(running.Start.TotalMilliseconds);
        await Task.Delay(_settling);
        var idle = running.Resident;

        Uri raw = new(running.Address, "attest/raw"), release = new(running.Address, "key/release"), status = new(running.Address, "status");
        var reportOne = await Callers.AskAsync(raw, ReportBody, 1, Half(options.Requests));
        var reportMany = await Callers.AskAsync(raw, ReportBody, ManyCallers, options.Requests - Half(options.Requests));
        var loaded = running.Resident;
        await Task.Delay(_settling);
        var settled = running.Resident;

        var statuses = await Callers.AskAsync(status, body: null, 1, options.Requests);
        await Callers.AskAsync(release, cloud.ReleaseBody, 1, WarmUp);
        var releaseRare = await Callers.AskAsync(release, cloud.ReleaseBody, 1, RareReleases, _pause);
        var releaseOne = await Callers.AskAsync(release, cloud.ReleaseBody, 1, Half(options.Releases));
        List<double> bursts = [];
        for (var burst = 0; burst < Bursts; burst++)
        {
            await Task.Delay(_breather);
            bursts.AddRange(await Callers.AskAsync(release, cloud.ReleaseBody, ManyCallers, ManyCallers));
        }

        var releaseMany = await Callers.AskAsync(release, cloud.ReleaseBody, ManyCallers, options.Releases - Half(options.Releases));

        return new SidecarFigures(
            sidecar.Name,
            Latency.Of(starts).Median,
            starts.Min(),
            Megabytes(sidecar.Size),
            Megabytes(idle * 1024L),
            Megabytes(loaded * 1024L),
            Megabytes(settled * 1024L),
            Megabytes(running.Resident * 1024L),
            Latency.Of(statuses),
            Latency.Of(reportOne),
            Latency.Of(reportMany),
            Latency.Of(releaseRare),
            Latency.Of(releaseOne),
            Latency.Of(bursts),
            Latency.Of(releaseMany));
    }

    private static int Half(int count) => Math.Max(1, count / 2);

    private static double Megabytes(long bytes) => bytes / 1e6;
}
