using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CcDemo.KafkaClient.Tests;

public sealed class KafkaClientTests
{
    [Fact]
    public void Without_brokers_the_settings_are_refused()
    {
        var e = Assert.Throws<OptionsValidationException>(() => KafkaClientSettings.Read(new ConfigurationBuilder().Build(), []));
        Assert.Contains("set BROKERS", Assert.Single(e.Failures));
    }

    [Fact]
    public void A_setting_of_the_client_overrides_a_default()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["BROKERS"] = "b:1", ["Kafka:Client:acks"] = "all" }).Build();
        var settings = KafkaClientSettings.Read(configuration, new() { ["acks"] = "1", ["linger.ms"] = "5" });
        Assert.Equal(("b:1", "all", "5"), (settings["bootstrap.servers"], settings["acks"], settings["linger.ms"]));
    }

    [Fact]
    public void Brokers_out_of_reach_are_a_problem_until_the_reports_stop()
    {
        var time = new FakeTimeProvider();
        var health = new KafkaHealth(time, NullLogger<KafkaHealth>.Instance);
        health.Report(new Error(ErrorCode.Local_AllBrokersDown, "all down"));
        Assert.Equal("all down", health.Problem);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(health.Problem);
    }

    [Fact]
    public void A_trace_context_survives_the_headers()
    {
        using var activity = new Activity("send").SetIdFormat(ActivityIdFormat.W3C).Start();
        Assert.Equal(activity.SpanId, TraceHeaders.Read(TraceHeaders.Of(activity)).SpanId);
    }

    [Fact]
    public void A_header_that_is_no_trace_context_is_none()
        => Assert.Equal(default, TraceHeaders.Read(new Headers { { "traceparent", Encoding.UTF8.GetBytes("nonsense") } }));
}
