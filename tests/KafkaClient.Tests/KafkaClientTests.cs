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
    public void Who_has_no_token_is_not_ready_until_the_client_has_had_time_to_ask_again()
    {
        var time = new FakeTimeProvider();
        var health = new KafkaHealth(time, NullLogger<KafkaHealth>.Instance);
        health.Report(new Error(ErrorCode.Local_Authentication, "Failed to acquire SASL OAUTHBEARER token: no identity"));
        time.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal("There is no token for the brokers (Kafka:AzureIdentity:Scope): Failed to acquire SASL OAUTHBEARER token: no identity", health.Problem);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(health.Problem);
    }

    [Fact]
    public void The_reason_is_what_the_client_logged_of_the_connection_until_a_message_goes_through()
    {
        var health = new KafkaHealth(new FakeTimeProvider(), NullLogger<KafkaHealth>.Instance);
        health.Hear(new LogMessage("p", SyslogLevel.Error, "FAIL", "[thrd:b:1/bootstrap]: b:1/bootstrap: Disconnected: connection closed by peer (after 3ms in state APIVERSION_QUERY, 2 identical error(s) suppressed)"));
        health.Report(new Error(ErrorCode.Local_AllBrokersDown, "1/1 brokers are down"));
        Assert.Equal("The brokers close the connection, as they do when they want TLS or SASL (Kafka:Client:security.protocol): b:1/bootstrap: Disconnected: connection closed by peer", health.Problem);
        health.Works();
        Assert.Null(health.Problem);
        health.Report(new Error(ErrorCode.Local_AllBrokersDown, "1/1 brokers are down"));
        Assert.Equal("1/1 brokers are down", health.Problem);
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
