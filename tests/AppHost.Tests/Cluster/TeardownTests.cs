using System.Net;
using Aspire.Hosting;

namespace CcDemo.AppHost.Tests;

public sealed class TeardownTests
{
    private const string NamespacePath = "/api/v1/namespaces/kafka";

    [Fact]
    public async Task What_a_deployment_made_is_named_and_deleted_and_the_namespace_last()
    {
        await using var session = await DeployedAsync();
        await TeardownAsync(session);
        var deleted = session.Cluster.Requests.Where(request => request.Method == "DELETE").ToList();

        Assert.Equal(
            [
                "Deployment consumer", "Deployment consumer-plain", "Deployment producer", "Service consumer", "Service consumer-plain", "KafkaTopic kafka-demo-topic",
                "Kafka my-cluster", "PersistentVolumeClaim data-0", "NetworkPolicy consumer", "ConfigMap message-key", "Secret consumer-browser-token", "ServiceAccount workload-identity-sa", "Namespace kafka",
            ],
            session.Log.Lines.Where(line => line.StartsWith("  delete ", StringComparison.Ordinal)).Select(line => line[9..]));
        Assert.Equal(NamespacePath, deleted[^1].Path);
        Assert.All(deleted, request => Assert.Equal("""{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Foreground"}""", request.Body));
        Assert.All(deleted, request => Assert.Equal("application/json", request.ContentType));
        Assert.Null(session.Cluster.Find(NamespacePath));
        Assert.Contains("Deleted Namespace kafka.", session.Log.Lines);
    }

    [Fact]
    public async Task The_key_stays_and_that_is_said()
    {
        await using var session = await DeployedAsync();
        await TeardownAsync(session);

        Assert.Contains("keep   the message key 'kafka-demo-key'", session.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_names_it_and_deletes_nothing()
    {
        await using var session = await DeployedAsync();
        var before = session.Cluster.Writes.Count();
        await TeardownAsync(session, ClusterSession.Options("Pipeline:DryRun"), answer: null);

        Assert.Equal(before, session.Cluster.Writes.Count());
        Assert.Contains("  delete Deployment consumer", session.Log.Lines);
    }

    [Theory]
    [InlineData("no", "Nothing was changed")]
    [InlineData(null, "--yes")]
    public async Task Without_consent_nothing_is_deleted(string? answer, string said)
    {
        await using var session = await DeployedAsync();
        var before = session.Cluster.Writes.Count();
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => TeardownAsync(session, answer: answer));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, session.Cluster.Writes.Count());
    }

    [Fact]
    public async Task Things_of_others_stay_and_the_namespace_with_them()
    {
        await using var session = await DeployedAsync();
        session.Cluster.Put("/apis/apps/v1/namespaces/kafka/deployments/strimzi-cluster-operator", Controllers.Json("""{"kind":"Deployment","metadata":{"name":"strimzi-cluster-operator","namespace":"kafka"}}"""));
        await TeardownAsync(session);

        Assert.Contains("holds other things too and stays: Deployment strimzi-cluster-operator.", session.Log.Text, StringComparison.Ordinal);
        Assert.NotNull(session.Cluster.Find(NamespacePath));
        Assert.NotNull(session.Cluster.Find("/apis/apps/v1/namespaces/kafka/deployments/strimzi-cluster-operator"));
        Assert.Null(session.Cluster.Find("/apis/apps/v1/namespaces/kafka/deployments/consumer"));
    }

    [Fact]
    public async Task A_namespace_that_a_deployment_did_not_make_stays()
    {
        await using var session = await DeployedAsync();
        session.Cluster.Put(NamespacePath, Controllers.Json("""{"metadata":{"labels":{"app.kubernetes.io/part-of":"something-else"}}}"""));
        await TeardownAsync(session);

        Assert.NotNull(session.Cluster.Find(NamespacePath));
        Assert.Contains("was not made by a deployment; it stays", session.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_whose_contents_cannot_be_seen_stays()
    {
        await using var session = await DeployedAsync();
        session.Cluster.Break(new Fault { For = request => request.Method == "GET" && request.Path.EndsWith("/pods", StringComparison.Ordinal), Status = HttpStatusCode.Forbidden });
        await TeardownAsync(session);

        Assert.NotNull(session.Cluster.Find(NamespacePath));
        Assert.Contains("stays, since it is not known what else is in it", session.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_are_gone_before_the_brokers_go()
    {
        await using var session = await DeployedAsync();
        const string topic = "/apis/kafka.strimzi.io/v1/namespaces/kafka/kafkatopics/kafka-demo-topic";
        session.Cluster.Held.Add(topic);
        var teardown = TeardownAsync(session);

        while (!session.Cluster.Requests.Any(request => request.Method == "DELETE" && request.Path == topic))
        {
            await Task.Delay(20);
        }

        Assert.DoesNotContain(session.Cluster.Requests, request => request.Method == "DELETE" && request.Path.EndsWith("/kafkas/my-cluster", StringComparison.Ordinal));
        session.Cluster.Remove(topic);
        await teardown;
        Assert.Null(session.Cluster.Find("/apis/kafka.strimzi.io/v1/namespaces/kafka/kafkas/my-cluster"));
    }

    [Fact]
    public async Task What_a_finalizer_holds_is_named_after_the_time_limit()
    {
        await using var session = await DeployedAsync();
        session.Cluster.Held.Add("/apis/kafka.strimzi.io/v1/namespaces/kafka/kafkatopics/kafka-demo-topic");
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => TeardownAsync(session, ClusterSession.Options("Pipeline:Timeout=5m")));

        Assert.Contains("this is still there: KafkaTopic kafka-demo-topic", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_there_nothing_is_asked()
    {
        await using var session = await ClusterSession.StartAsync();
        await TeardownAsync(session, ClusterSession.Options("Pipeline:Yes"), answer: null);

        Assert.Contains("nothing of a deployment is there", session.Log.Text, StringComparison.Ordinal);
        Assert.Empty(session.Cluster.Writes);
    }

    [Fact]
    public async Task A_cluster_without_Strimzi_is_torn_down_too()
    {
        await using var session = await DeployedAsync();
        session.Cluster.MissingGroups.Add("kafka.strimzi.io");
        session.Cluster.Remove("/apis/kafka.strimzi.io/v1/namespaces/kafka/kafkas/my-cluster");
        session.Cluster.Remove("/apis/kafka.strimzi.io/v1/namespaces/kafka/kafkatopics/kafka-demo-topic");
        await TeardownAsync(session);

        Assert.Null(session.Cluster.Find(NamespacePath));
    }

    private static async Task<ClusterSession> DeployedAsync()
    {
        var session = await ClusterSession.StartAsync();
        await session.DeployAsync();
        session.Cluster.Put("/api/v1/namespaces/kafka/persistentvolumeclaims/data-0", Controllers.Json("""{"kind":"PersistentVolumeClaim","metadata":{"name":"data-0","namespace":"kafka","labels":{"strimzi.io/cluster":"my-cluster"}}}"""));
        session.Cluster.Put("/api/v1/namespaces/kafka/configmaps/kube-root-ca.crt", Controllers.Json("""{"kind":"ConfigMap","metadata":{"name":"kube-root-ca.crt","namespace":"kafka"}}"""));
        session.Cluster.Put("/api/v1/namespaces/kafka/serviceaccounts/default", Controllers.Json("""{"kind":"ServiceAccount","metadata":{"name":"default","namespace":"kafka"}}"""));
        session.Log.Lines.Clear();
        return session;
    }

    private static Task TeardownAsync(ClusterSession session, ClusterOptions? options = null, string? answer = "yes")
        => new Teardown(session.Api, options ?? ClusterSession.Options(), session.Operator(answer), SampleFiles.Settings(), session.Time, session.Log).RunAsync(null, CancellationToken.None);
}
