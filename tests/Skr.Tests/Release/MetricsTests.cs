using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CcDemo.Skr.Tests.Release;

[Collection(CloudTests.Name)]
public sealed class MetricsTests(CloudFixture fixture)
{
    [Fact]
    public async Task Every_stage_is_measured_by_outcome()
    {
        var measured = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "skr.stage.duration")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => measured.Add($"{tags[0].Value} {tags[1].Value}"));
        listener.Start();
        await using var skr = await fixture.StartSkrAsync();

        await skr.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName), "key");
        await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody("no-such-key"));

        Assert.Superset(
            new HashSet<string>
            {
                "report accepted", "certificates accepted", "attest accepted", "token.verify accepted",
                "vault.token accepted", "vault.release accepted", "vault.release refused", "release.verify accepted", "unwrap accepted",
            },
            measured.ToHashSet());
    }

    [Fact]
    public async Task Releases_and_attestations_are_counted_by_outcome()
    {
        var counted = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "CcDemo.Skr")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => counted.Add($"{instrument.Name} {tags[0].Value}"));
        listener.Start();
        await using var skr = await fixture.StartSkrAsync();

        await skr.PostAsync("/key/release", fixture.Cloud.ReleaseBody(CloudFixture.KeyName), "key");
        await skr.RefusalAsync("/key/release", fixture.Cloud.ReleaseBody("no-such-key"));

        Assert.Superset(
            new HashSet<string> { "skr.attestations accepted", "skr.releases accepted", "skr.releases refused" },
            counted.ToHashSet());
    }
}
