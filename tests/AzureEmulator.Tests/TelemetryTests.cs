using System.Collections.Concurrent;
using System.Diagnostics;
using Azure;

namespace CcDemo.AzureEmulator.Tests;

[Collection(SharedEmulator.Name)]
public sealed class TelemetryTests(TestEmulator emulator)
{
    [Fact]
    public async Task Attestation_and_release_belong_to_the_callers_trace()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "CcDemo.AzureEmulator" or "Test",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("Test");
        var measured = await emulator.LaunchAsync();
        var changed = await emulator.LaunchAsync("changed");
        var key = await emulator.CreateKeyAsync(measured);
        var keys = emulator.KeysAs(TestEmulator.Pod);

        using var caller = source.StartActivity("caller")!;
        await keys.ReleaseKeyAsync(key.Name, await measured.AttestAsync());
        var token = await changed.AttestAsync();
        await Assert.ThrowsAsync<RequestFailedException>(() => keys.ReleaseKeyAsync(key.Name, token));

        var own = spans.Where(span => span.TraceId == caller.TraceId).ToList();
        Assert.Equal(["attest", "release", "attest", "release"], own.Select(span => span.OperationName));
        Assert.Equal(ActivityStatusCode.Error, own[^1].Status);
        Assert.Contains("x-ms-sevsnpvm-hostdata", own[^1].StatusDescription, StringComparison.Ordinal);
        Assert.All(own[..3], span => Assert.NotEqual(ActivityStatusCode.Error, span.Status));
    }
}
