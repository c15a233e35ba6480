using System.Text.Json.Nodes;
using Aspire.Hosting;

namespace CcDemo.AppHost.Tests;

public sealed class RolloutTests
{
    private const string Scheduled = """{"type":"PodScheduled","status":"True"},{"type":"Ready","status":"False"}""";
    private const string Denial = """
        failed to create containerd task: failed to create shim task: "CreateContainerRequest is blocked by policy: [\"allow_create_container_input: true\", \"match_env_vars: SkrClientKID\", \"allow_create_container: false\"]": unknown
        """;

    [Fact]
    public async Task Brokers_come_first_then_programs_then_the_address()
    {
        await using var session = await ClusterSession.StartAsync();
        await session.DeployAsync();
        var rollout = session.Rollout();
        await rollout.WaitAsync(CancellationToken.None);
        var address = await rollout.WaitForAddressAsync(CancellationToken.None);

        Assert.Equal(new Uri($"http://{Controllers.Address}/"), address);
        var lines = session.Log.Lines.ToList();
        Assert.True(lines.IndexOf("Kafka my-cluster: ready.") is var kafka and >= 0 && kafka < lines.IndexOf("consumer: ready."));
        Assert.Contains("fieldSelector=metadata.name%3Dmy-cluster", session.Cluster.Requests.First(request => request.Path.EndsWith("/kafkas", StringComparison.Ordinal)).Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changes_meanwhile_is_said()
    {
        await using var session = await ClusterSession.StartAsync();
        session.Cluster.Controllers = (cluster, content) =>
        {
            if (content["metadata"]!["name"]!.ToString() == "consumer" && content["kind"]!.ToString() == "Deployment")
            {
                Controllers.Pod(cluster, "consumer", """{"conditions":[{"type":"PodScheduled","status":"False"}]}""");
                return;
            }

            Controllers.AllWell(cluster, content);
        };
        await session.DeployAsync();
        var waiting = session.Rollout().WaitAsync(CancellationToken.None);
        await UntilAsync(() => session.Log.Lines.Contains("consumer-1: waiting for a node."), waiting);

        Controllers.Pod(session.Cluster, "consumer", $$$$"""{"conditions":[{{{{Scheduled}}}}],"containerStatuses":[{"name":"skr","ready":false,"state":{"waiting":{"reason":"ContainerCreating"}}}]}""");
        await UntilAsync(() => session.Log.Lines.Contains("consumer-1: skr ContainerCreating."), waiting);

        Controllers.Ready(session.Cluster, "consumer");
        await waiting;
        Assert.Contains("consumer: ready.", session.Log.Lines);
    }

    [Fact]
    public async Task A_denial_of_the_policy_ends_the_waiting_and_names_request_and_rules()
    {
        await using var session = await ClusterSession.StartAsync();
        session.Cluster.Controllers = (_, _) => { };
        await session.DeployAsync();
        Controllers.Pod(session.Cluster, "consumer", $$$$"""{"conditions":[{{{{Scheduled}}}}],"containerStatuses":[{"name":"consumer","ready":false,"state":{"waiting":{"reason":"ContainerCreating"}}}]}""");
        Controllers.Warning(session.Cluster, "consumer", "Failed", Denial);
        Controllers.AllWell(session.Cluster, Controllers.Json("""{"kind":"Kafka","metadata":{"name":"my-cluster"}}"""));
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => session.Rollout().WaitAsync(CancellationToken.None));

        Assert.Contains("The pod's policy denies CreateContainerRequest (rules tried: allow_create_container_input, match_env_vars, allow_create_container)", error.Message, StringComparison.Ordinal);
        Assert.Contains("do measure and deploy again", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{"conditions":[SCHEDULED],"containerStatuses":[{"name":"consumer","ready":false,"state":{"waiting":{"reason":"ImagePullBackOff","message":"Back-off pulling image"}}}]}""",
        "the image 'reg.example/consumer:0.1.0' of the container consumer cannot be pulled")]
    [InlineData(
        """{"conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector."}]}""",
        "No node has the labels that the pod asks for (pool=confidential)")]
    [InlineData(
        """{"conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes are available: 3 Insufficient memory."}]}""",
        "The nodes are full")]
    [InlineData(
        """{"conditions":[SCHEDULED],"containerStatuses":[{"name":"skr","ready":false,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":139,"reason":"Error","message":"no device"}}}]}""",
        "the container skr ends again and again (exit code 139, Error: no device)")]
    [InlineData(
        """{"conditions":[SCHEDULED],"containerStatuses":[{"name":"consumer","ready":false,"state":{"waiting":{"reason":"CreateContainerConfigError","message":"secret not found"}}}]}""",
        "something that it mounts or reads is missing: secret not found")]
    public void What_a_pods_status_tells_is_put_into_a_sentence(string status, string said)
    {
        var pod = Controllers.Json($$"""
            {
              "metadata": { "name": "consumer-1", "namespace": "kafka", "uid": "u" },
              "spec": { "nodeSelector": { "pool": "confidential" }, "containers": [{ "name": "consumer", "image": "reg.example/consumer:0.1.0" }] },
              "status": {{status.Replace("SCHEDULED", Scheduled, StringComparison.Ordinal)}}
            }
            """);

        Assert.Contains(said, Assert.Single(PodTroubles.Of(pod, [])).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pods \"consumer-\" is forbidden: pod rejected: RuntimeClass \"kata-cc-isolation\" not found", "The cluster lacks the pod's runtime class", true)]
    [InlineData("pods \"consumer-\" is forbidden: exceeded quota: cpu", "quota is used up", false)]
    public void A_deployment_without_pods_says_why(string message, string said, bool isFinal)
    {
        var state = DeploymentState.Of(new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "consumer" },
            ["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(new JsonObject { ["type"] = "ReplicaFailure", ["status"] = "True", ["message"] = message }),
            },
        });

        Assert.Contains(said, state.Trouble!.Sentence, StringComparison.Ordinal);
        Assert.Equal((false, isFinal), (state.IsDone, state.Trouble.IsFinal));
    }

    [Fact]
    public async Task A_runtime_that_the_node_does_not_know_is_told_from_the_events()
    {
        await using var session = await ClusterSession.StartAsync();
        Controllers.Pod(session.Cluster, "consumer", $$"""{"conditions":[{{Scheduled}}]}""");
        Controllers.Warning(session.Cluster, "consumer", "FailedCreatePodSandBox", "Failed to create pod sandbox: no runtime for \"kata-cc\" is configured");
        var troubles = PodTroubles.Of(
            session.Cluster.Find("/api/v1/namespaces/kafka/pods/consumer-1")!, [session.Cluster.Find("/api/v1/namespaces/kafka/events/consumer-FailedCreatePodSandBox")!]);

        Assert.Equal(TroubleKind.RuntimeClass, Assert.Single(troubles).Kind);
    }

    [Fact]
    public void A_warning_about_an_earlier_pod_is_not_held_against_this_one()
    {
        var pod = Controllers.Json($$$"""{"metadata":{"name":"consumer-1","uid":"new"},"status":{"conditions":[{{{Scheduled}}}]}}""");
        var warning = Controllers.Json("""{"message":"CreateContainerRequest is blocked by policy","involvedObject":{"uid":"old"}}""");

        Assert.Empty(PodTroubles.Of(pod, [warning]));
    }

    [Fact]
    public async Task The_time_limit_says_what_is_in_the_way()
    {
        await using var session = await ClusterSession.StartAsync();
        session.Cluster.Controllers = (cluster, content) =>
        {
            if (content["metadata"]!["name"]!.ToString() != "producer")
            {
                Controllers.AllWell(cluster, content);
            }
        };
        await session.DeployAsync();
        Controllers.Pod(session.Cluster, "producer", $$$$"""{"conditions":[{{{{Scheduled}}}}],"containerStatuses":[{"name":"producer","ready":false,"state":{"waiting":{"reason":"ErrImagePull","message":"401"}}}]}""");
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => session.Rollout(TimeSpan.FromMinutes(5)).WaitAsync(CancellationToken.None));

        Assert.Contains("producer: 0 of 1 pods ready", error.Message, StringComparison.Ordinal);
        Assert.Contains("of the container producer cannot be pulled: 401", error.Message, StringComparison.Ordinal);
        Assert.Contains("--timeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Brokers_that_nobody_looks_after_are_named()
    {
        await using var session = await ClusterSession.StartAsync();
        session.Cluster.Controllers = (_, _) => { };
        await session.DeployAsync();
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => session.Rollout(TimeSpan.FromMinutes(3)).WaitAsync(CancellationToken.None));

        Assert.Contains("is Strimzi's operator running, and does it watch the namespace 'kafka'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Brokers_that_were_ready_before_a_change_are_not_ready()
    {
        var state = KafkaState.Of(Controllers.Json("""{"metadata":{"generation":2},"status":{"observedGeneration":1,"conditions":[{"type":"Ready","status":"True"}]}}"""));

        Assert.False(state.IsReady);
    }

    [Fact]
    public void What_the_operator_of_the_brokers_complains_about_is_said()
    {
        var state = KafkaState.Of(Controllers.Json("""{"status":{"conditions":[{"type":"NotReady","status":"True","reason":"InvalidResourceException","message":"no pool"}]}}"""));

        Assert.Contains("InvalidResourceException: no pool", state.Trouble!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_watch_is_told_at_once()
    {
        await using var session = await ClusterSession.StartAsync();
        await session.DeployAsync();
        session.Cluster.Break(new Fault
        {
            For = request => request.Path.EndsWith("/events", StringComparison.Ordinal),
            Status = System.Net.HttpStatusCode.Forbidden,
            Message = """events is forbidden: User "ann" cannot list resource "events" in API group "" in the namespace "kafka" """.Trim(),
        });
        var error = await Assert.ThrowsAsync<ClusterException>(() => session.Rollout().WaitAsync(CancellationToken.None));

        Assert.Contains("lacks the verb 'list' on events", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting()
    {
        await using var session = await ClusterSession.StartAsync();
        session.Cluster.Controllers = (_, _) => { };
        await session.DeployAsync();
        using var cancel = new CancellationTokenSource();
        var waiting = session.Rollout(TimeSpan.FromHours(100)).WaitAsync(cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static async Task UntilAsync(Func<bool> holds, Task work)
    {
        while (!holds())
        {
            if (work.IsCompleted)
            {
                await work;
                Assert.Fail("It ended before.");
            }

            await Task.Delay(20);
        }
    }
}
