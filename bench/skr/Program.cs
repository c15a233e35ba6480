using CcDemo.Skr.Bench;

if (BenchOptions.Read(args) is not { } options)
{
    return 1;
}

using var cloud = await EmulatedCloud.StartAsync();
var native = await SidecarBench.MeasureAsync(Sidecar.Native(options.Program), cloud, options);
var runtime = await SidecarBench.MeasureAsync(Sidecar.OnRuntime(), cloud, options);
var report = new BenchReport(options.Runs, options.Requests, options.Releases, Environment.ProcessorCount, KeyGeneration.Measure(), native, runtime);

Console.Write(BenchTable.Of(report));
var json = report.ToJson();
Console.WriteLine(json);

if (options.JsonFile is { } file)
{
    await File.WriteAllTextAsync(file, json + "\n");
}

return 0;
