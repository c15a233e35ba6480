using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CcDemo.KafkaClient.Tests;

public sealed class KafkaClientTests
{
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
