using System.Net;
using Aspire.Hosting;

namespace CcDemo.AppHost.Tests;

public sealed class ClusterApiTests
{
    private const string Pods = "/api/v1/namespaces/kafka/pods";

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "3", "is overloaded (429); asking again in 3 s")]
    [InlineData(HttpStatusCode.InternalServerError, null, "answered 500")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "7200", "answered 503; asking again in 30 s")]
    public async Task What_fails_in_passing_is_asked_again(HttpStatusCode status, string? retryAfter, string said)
    {
        await using var session = await ClusterSession.StartAsync();
        session.Cluster.Break(new Fault { For = request => request.Path == "/api/v1", Status = status, RetryAfter = retryAfter, Times = 2 });

        Assert.NotNull(await session.Api.Discovery.FindAsync("v1", "Pod", CancellationToken.None));
        Assert.Equal(3, session.Cluster.Requests.Count);
        Assert.Contains(said, session.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_on_failing_is_given_up_with_a_sentence()
    {
        await using var session = await ClusterSession.StartAsync();
        session.Cluster.Break(new Fault { For = _ => true, Status = HttpStatusCode.InternalServerError, Message = "etcd is away" });
        var error = await Assert.ThrowsAsync<ClusterException>(() => session.Api.Discovery.FindAsync("v1", "Pod", CancellationToken.None));

        Assert.Equal(6, session.Cluster.Requests.Count);
        Assert.Contains("etcd is away", error.Message, StringComparison.Ordinal);
        Assert.Contains("what was applied before stays", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_answer_is_asked_for_again()
    {
        await using var session = await ClusterSession.StartAsync(attemptTimeout: TimeSpan.FromMinutes(5));
        session.Cluster.Break(new Fault { For = request => request.Path == "/api/v1", Delay = TimeSpan.FromMinutes(1), Times = 1 });

        Assert.NotNull(await session.Api.Discovery.FindAsync("v1", "Pod", CancellationToken.None));
        Assert.Contains("did not answer", session.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_credentials_are_not_tried_twice()
    {
        await using var session = await ClusterSession.StartAsync();
        session.Cluster.Break(new Fault { For = _ => true, Status = HttpStatusCode.Unauthorized });
        var error = await Assert.ThrowsAsync<ClusterException>(() => session.Api.Discovery.FindAsync("v1", "Pod", CancellationToken.None));

        Assert.Single(session.Cluster.Requests);
        Assert.Contains("az aks get-credentials", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_is_discovered_once()
    {
        await using var session = await ClusterSession.StartAsync();
        await session.Api.Discovery.FindAsync("apps/v1", "Deployment", CancellationToken.None);
        var again = await session.Api.Discovery.FindAsync("apps/v1", "Deployment", CancellationToken.None);

        Assert.Equal("/apis/apps/v1", Assert.Single(session.Cluster.Requests).Path);
        Assert.Equal(("deployments.apps", "/apis/apps/v1/namespaces/kafka/deployments/a"), (again!.FullName, again.ObjectPath("kafka", "a")));
    }

    [Fact]
    public async Task A_watch_goes_on_after_410_Gone_and_misses_nothing()
    {
        await using var session = await ClusterSession.StartAsync();
        Controllers.Pod(session.Cluster, "one", "{}");
        var resource = await session.Api.Discovery.GetAsync("v1", "Pod", CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var seen = new List<int>();

        await foreach (var set in ClusterWatch.FollowAsync(session.Api, resource, "kafka", "", session.Time, limit.Token))
        {
            seen.Add(set.Count);

            switch (seen.Count)
            {
                case 1:
                    Controllers.Pod(session.Cluster, "two", "{}");
                    break;
                case 2:
                    session.Cluster.Forget();
                    Controllers.Pod(session.Cluster, "three", "{}");
                    break;
            }

            if (set.Count == 3)
            {
                break;
            }
        }

        Assert.Equal([1, 2, 3], seen);
        Assert.Equal(2, session.Cluster.Requests.Count(request => request.Path == Pods && !request.Query.Contains("watch", StringComparison.Ordinal)));
        Assert.Contains(session.Cluster.Requests, request => request.Query.Contains("watch=1&allowWatchBookmarks=true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_object_that_goes_is_no_longer_followed()
    {
        await using var session = await ClusterSession.StartAsync();
        Controllers.Pod(session.Cluster, "one", "{}");
        var resource = await session.Api.Discovery.GetAsync("v1", "Pod", CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var seen = new List<int>();

        await foreach (var set in ClusterWatch.FollowAsync(session.Api, resource, "kafka", "", session.Time, limit.Token))
        {
            seen.Add(set.Count);
            session.Cluster.Remove($"{Pods}/one-1");

            if (set.Count == 0)
            {
                break;
            }
        }

        Assert.Equal([1, 0], seen);
    }

    [Fact]
    public async Task The_kubeconfig_names_cluster_and_context()
    {
        await using var cluster = await StandInCluster.StartAsync();
        using var api = await ClusterConnection.OpenAsync(
            ClusterSession.Options($"Pipeline:KubeConfig={cluster.KubeConfig}", "Pipeline:KubeContext=another"), TimeProvider.System, _ => { });

        Assert.NotNull(await api.Discovery.FindAsync("v1", "Pod", CancellationToken.None));
        Assert.Equal(("another", new Uri(cluster.Address)), (api.Context, api.Address));
    }

    [Fact]
    public async Task A_context_that_is_not_there_is_answered_with_those_that_are()
    {
        await using var cluster = await StandInCluster.StartAsync();
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => ClusterConnection.OpenAsync(
            ClusterSession.Options($"Pipeline:KubeConfig={cluster.KubeConfig}", "Pipeline:KubeContext=third"), TimeProvider.System, _ => { }));

        Assert.Contains("choose one with --kube-context: stand-in, another", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kubeconfig_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => ClusterConnection.OpenAsync(
            ClusterSession.Options("Pipeline:KubeConfig=/no/such/file"), TimeProvider.System, _ => { }));

        Assert.Contains("'/no/such/file'", error.Message, StringComparison.Ordinal);
        Assert.Contains("az aks get-credentials", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_is_named()
    {
        var cluster = await StandInCluster.StartAsync();
        using var api = await ClusterConnection.OpenAsync(ClusterSession.Options($"Pipeline:KubeConfig={cluster.KubeConfig}"), new HurriedTime(), _ => { });
        await cluster.DisposeAsync();
        var error = await Assert.ThrowsAsync<ClusterException>(() => api.Discovery.FindAsync("v1", "Pod", CancellationToken.None));

        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("15", false)]
    [InlineData("m", false)]
    [InlineData("-5m", false)]
    [InlineData("0s", false)]
    [InlineData("90s", true)]
    [InlineData("2h", true)]
    public void A_time_limit_has_a_unit(string text, bool isGood)
    {
        if (isGood)
        {
            Assert.True(ClusterSession.Options($"Pipeline:Timeout={text}").Timeout > TimeSpan.FromMinutes(1));
        }
        else
        {
            Assert.Contains("90s, 15m or 1h", Assert.Throws<DistributedApplicationException>(() => ClusterSession.Options($"Pipeline:Timeout={text}")).Message, StringComparison.Ordinal);
        }
    }
}
