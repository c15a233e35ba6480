using System.Net;
using System.Text;
using Aspire.Hosting;

namespace CcDemo.AppHost.Tests;

public sealed class ApplyTests
{
    private const string ConsumerPath = "/apis/apps/v1/namespaces/kafka/deployments/consumer";
    private const string SecretPath = "/api/v1/namespaces/kafka/secrets/consumer-browser-token";

    private static readonly string[] _inOrder =
    [
        "/api/v1/namespaces/kafka",
        "/api/v1/namespaces/kafka/secrets",
        "/api/v1/namespaces/kafka/serviceaccounts/workload-identity-sa",
        "/apis/kafka.strimzi.io/v1/namespaces/kafka/kafkas/my-cluster",
        "/apis/kafka.strimzi.io/v1/namespaces/kafka/kafkatopics/kafka-demo-topic",
        "/api/v1/namespaces/kafka/configmaps/message-key",
        "/apis/networking.k8s.io/v1/namespaces/kafka/networkpolicies/consumer",
        ConsumerPath,
        "/api/v1/namespaces/kafka/services/consumer",
        "/apis/apps/v1/namespaces/kafka/deployments/consumer-plain",
        "/api/v1/namespaces/kafka/services/consumer-plain",
        "/apis/apps/v1/namespaces/kafka/deployments/producer",
    ];

    [Fact]
    public async Task Everything_is_applied_in_order_on_the_servers_side()
    {
        await using var session = await ClusterSession.StartAsync();
        await session.DeployAsync();

        Assert.Equal(_inOrder, session.Cluster.Writes.Select(request => request.Path));
        Assert.All(session.Cluster.Requests.Where(request => request.Method == "PATCH"), request =>
        {
            Assert.Equal("application/apply-patch+yaml", request.ContentType);
            Assert.StartsWith("?fieldManager=ccdemo&fieldValidation=Strict&force=false", request.Query, StringComparison.Ordinal);
        });
        Assert.All(session.Cluster.Requests, request => Assert.Equal($"Bearer {StandInCluster.Token}", request.Headers["Authorization"]));
        var secret = Assert.Single(session.Cluster.Writes, request => request.Method == "POST");
        Assert.Equal(("application/json", "?fieldManager=ccdemo&fieldValidation=Strict"), (secret.ContentType, secret.Query));
    }

    [Fact]
    public async Task Every_object_is_tried_before_the_first_one_is_written()
    {
        await using var session = await ClusterSession.StartAsync();
        session.Cluster.Put("/api/v1/namespaces/kafka", Controllers.Json("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kafka","labels":{"app.kubernetes.io/part-of":"ccdemo"}}}"""));
        await session.DeployAsync();

        var requests = session.Cluster.Requests.ToList();
        var lastTrial = requests.FindLastIndex(request => request.Query.EndsWith("&dryRun=All", StringComparison.Ordinal));
        Assert.Equal(12 - 1, requests.Take(lastTrial + 1).Count(request => request.Method == "PATCH"));
        Assert.True(lastTrial < requests.FindIndex(request => request.IsWrite));
    }

    [Fact]
    public async Task Objects_of_a_new_namespace_are_tried_once_it_is_there()
    {
        await using var session = await ClusterSession.StartAsync();
        session.Files.Replace(PublishedNames.ProducerFile, "replicas: 1", "misspelt: 1");
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => session.DeployAsync());

        Assert.Contains("misspelt", error.Message, StringComparison.Ordinal);
        Assert.Contains("The namespace 'kafka' was made, nothing else was changed.", error.Message, StringComparison.Ordinal);
        Assert.Equal("/api/v1/namespaces/kafka", Assert.Single(session.Cluster.Writes).Path);
    }

    [Fact]
    public async Task A_second_time_changes_nothing_and_asks_nothing()
    {
        await using var session = await ClusterSession.StartAsync();
        var token = await session.DeployAsync();
        var before = session.Cluster.Writes.Count();
        var again = await session.DeployAsync(ClusterSession.Options("Pipeline:Yes"), answer: null);

        Assert.Equal(before, session.Cluster.Writes.Count());
        Assert.Equal(token, again);
        Assert.Contains("nothing differs from the files", session.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_that_broke_off_goes_on_where_it_stopped()
    {
        await using var session = await ClusterSession.StartAsync();
        session.Cluster.Break(new Fault { For = request => request.IsWrite && request.Path == ConsumerPath, Status = HttpStatusCode.Forbidden, Times = 1 });
        await Assert.ThrowsAsync<ClusterException>(() => session.DeployAsync());
        var applied = session.Cluster.Writes.Count();
        await session.DeployAsync();

        Assert.Equal(_inOrder[7..], session.Cluster.Writes.Skip(applied).Select(request => request.Path));
    }

    [Fact]
    public async Task A_dry_run_says_what_differs_and_changes_nothing()
    {
        await using var session = await ClusterSession.StartAsync();
        await session.DeployAsync();
        var before = session.Cluster.Writes.Count();
        session.Files.Replace(PublishedNames.ConsumerFile, "consumer:0.1.0", "consumer:0.2.0");
        session.Log.Lines.Clear();

        Assert.Null(await session.DeployAsync(ClusterSession.Options("Pipeline:DryRun"), answer: null));
        Assert.Equal(before, session.Cluster.Writes.Count());
        Assert.Contains("1 of 12 objects differ", session.Log.Text, StringComparison.Ordinal);
        Assert.Contains("spec.template.spec.containers[consumer].image: reg.example/consumer:0.1.0 -> reg.example/consumer:0.2.0", session.Log.Text, StringComparison.Ordinal);
        Assert.Contains("unchanged Deployment producer", session.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_the_files_name_no_more_goes()
    {
        await using var session = await ClusterSession.StartAsync();
        await session.DeployAsync();
        session.Files.Replace(PublishedNames.ConsumerFile, "- { name: TOPIC, value: kafka-demo-topic }", "- { name: MSG, value: hello }");
        await session.DeployAsync();

        Assert.Contains("spec.template.spec.containers[consumer].env[TOPIC]: removed", session.Log.Text, StringComparison.Ordinal);
        Assert.Equal("MSG", session.Cluster.Find(ConsumerPath)!["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray().Single()!["name"]!.ToString());
    }

    [Fact]
    public async Task Without_consent_nothing_is_changed()
    {
        await using var session = await ClusterSession.StartAsync();
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => session.DeployAsync(answer: "no"));

        Assert.Contains("Nothing was changed", error.Message, StringComparison.Ordinal);
        Assert.Contains("[y/N]", session.Asked.ToString(), StringComparison.Ordinal);
        Assert.Empty(session.Cluster.Writes);
    }

    [Fact]
    public async Task Where_nobody_can_answer_consent_is_wanted_beforehand()
    {
        await using var session = await ClusterSession.StartAsync();
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => session.DeployAsync(answer: null));

        Assert.Contains("--yes", error.Message, StringComparison.Ordinal);
        Assert.Empty(session.Cluster.Requests);
    }

    [Fact]
    public async Task Fields_of_another_manager_are_named_and_left_alone()
    {
        await using var session = await ClusterSession.StartAsync();
        await session.DeployAsync();
        session.Cluster.Put(ConsumerPath, Controllers.Json("""{"spec":{"replicas":3}}"""), owner: "horizontal-pod-autoscaler");
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => session.DeployAsync());

        Assert.Contains(".spec.replicas (\"horizontal-pod-autoscaler\" using v1)", error.Message, StringComparison.Ordinal);
        Assert.Contains("--force-conflicts", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, (int)session.Cluster.Find(ConsumerPath)!["spec"]!["replicas"]!);
    }

    [Fact]
    public async Task Fields_of_another_manager_are_taken_over_on_request()
    {
        await using var session = await ClusterSession.StartAsync();
        await session.DeployAsync();
        session.Cluster.Put(ConsumerPath, Controllers.Json("""{"spec":{"replicas":3}}"""), owner: "horizontal-pod-autoscaler");
        await session.DeployAsync(ClusterSession.Options("Pipeline:ForceConflicts"));

        Assert.Equal(1, (int)session.Cluster.Find(ConsumerPath)!["spec"]!["replicas"]!);
        Assert.Contains("&force=true", session.Cluster.Writes.Last().Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_names_verb_resource_and_role()
    {
        await using var session = await ClusterSession.StartAsync();
        session.Cluster.Put("/api/v1/namespaces/kafka", Controllers.Json("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kafka","labels":{"app.kubernetes.io/part-of":"ccdemo"}}}"""));
        session.Cluster.Break(new Fault
        {
            For = request => request.Method == "PATCH" && request.Path == ConsumerPath,
            Status = HttpStatusCode.Forbidden,
            Message = """deployments.apps "consumer" is forbidden: User "ann" cannot patch resource "deployments" in API group "apps" in the namespace "kafka" """.Trim(),
        });
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => session.DeployAsync());

        Assert.Contains("Cannot apply Deployment consumer", error.Message, StringComparison.Ordinal);
        Assert.Contains("lacks the verb 'patch' on deployments.apps", error.Message, StringComparison.Ordinal);
        Assert.Contains("Azure Kubernetes Service RBAC Admin", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", error.Message, StringComparison.Ordinal);
        Assert.Empty(session.Cluster.Writes);
    }

    [Fact]
    public async Task A_cluster_without_Strimzi_is_told_before_anything_is_changed()
    {
        await using var session = await ClusterSession.StartAsync();
        session.Cluster.MissingGroups.Add("kafka.strimzi.io");
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => session.DeployAsync());

        Assert.Contains("Strimzi's operator is not installed", error.Message, StringComparison.Ordinal);
        Assert.Empty(session.Cluster.Writes);
    }

    [Fact]
    public async Task The_token_is_made_once_and_said_to_nobody()
    {
        await using var session = await ClusterSession.StartAsync();
        var token = await session.DeployAsync();
        var stored = session.Cluster.Find(SecretPath)!;

        Assert.Equal(43, token!.Length);
        Assert.Equal(token, Encoding.UTF8.GetString(Convert.FromBase64String(stored["data"]!["token"]!.ToString())));
        Assert.True((bool)stored["immutable"]!);
        Assert.Equal("ccdemo", stored["metadata"]!["labels"]!["app.kubernetes.io/part-of"]!.ToString());
        Assert.DoesNotContain(token, session.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(token, string.Concat(Directory.EnumerateFiles(session.Files.FullName).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_clusters_get_two_tokens()
    {
        await using var one = await ClusterSession.StartAsync();
        await using var other = await ClusterSession.StartAsync();

        Assert.NotEqual(await one.DeployAsync(), await other.DeployAsync());
    }

    [Fact]
    public async Task A_secret_without_a_token_is_named()
    {
        await using var session = await ClusterSession.StartAsync();
        await session.DeployAsync();
        session.Cluster.Remove(SecretPath);
        session.Cluster.Put(SecretPath, Controllers.Json("""{"kind":"Secret","metadata":{"name":"consumer-browser-token"},"data":{"password":"eA=="}}"""));
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => session.DeployAsync());

        Assert.Contains("kubectl delete secret consumer-browser-token", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_names_the_step_that_writes_it()
    {
        using var files = new SampleFiles();
        files.Delete(PublishedNames.MessageKeyFile);
        files.Delete(PublishedNames.ProducerFile);
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => DeploymentFiles.ReadAsync(files.Folder, SampleFiles.Settings(), CancellationToken.None));

        Assert.Contains("message-key.yaml' is not there: the step 'setup-key' writes it.", error.Message, StringComparison.Ordinal);
        Assert.Contains("producer.yaml' is not there: the step 'publish-manifests' writes it.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_was_not_measured_is_not_applied()
    {
        using var files = new SampleFiles();
        files.Replace(PublishedNames.ConsumerFile, "io.katacontainers.config.agent.policy: cGFja2FnZSBwb2xpY3k=", "a: b");
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => DeploymentFiles.ReadAsync(files.Folder, SampleFiles.Settings(), CancellationToken.None));

        Assert.Contains("carries no policy", error.Message, StringComparison.Ordinal);
        Assert.Contains("do measure", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Brokers_of_others_need_no_file_of_their_own()
    {
        using var files = new SampleFiles();
        files.Delete(PublishedNames.KafkaFile);
        var objects = await DeploymentFiles.ReadAsync(files.Folder, SampleFiles.Settings(("kafka", "external"), ("kafka-bootstrap", "b:9092")), CancellationToken.None);

        Assert.DoesNotContain(objects, content => content.Kind == "Kafka");
    }

    [Fact]
    public async Task Files_of_another_namespace_are_not_applied()
    {
        using var files = new SampleFiles();
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => DeploymentFiles.ReadAsync(files.Folder, SampleFiles.Settings(("namespace", "other")), CancellationToken.None));

        Assert.Contains("Parameters:namespace is 'other'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_values_of_a_secret_are_not_shown()
    {
        var lines = ObjectDifferences.Between(
            Controllers.Json("""{"kind":"Secret","data":{"token":"b2xk"}}"""), Controllers.Json("""{"kind":"Secret","data":{"token":"bmV3"}}"""));

        Assert.Equal("data.token: changed", Assert.Single(lines));
    }

    [Theory]
    [InlineData("v: \"true\"", "\"true\"")]
    [InlineData("v: true", "true")]
    [InlineData("v: '3333'", "\"3333\"")]
    [InlineData("v: 3333", "3333")]
    [InlineData("v: 0.5", "0.5")]
    [InlineData("v: plain text", "\"plain text\"")]
    [InlineData("v: \"\"", "\"\"")]
    [InlineData("v: null", "null")]
    [InlineData("v: |\n  one\n  two\n", "\"one\\ntwo\\n\"")]
    public void A_manifests_values_keep_their_type(string line, string json)
    {
        var parsed = ManifestObjects.Parse($"apiVersion: v1\nkind: Test\nmetadata:\n  name: a\n{line}", "a.yaml").Single();

        Assert.Equal(json, parsed.Content["v"]?.ToJsonString() ?? "null");
    }

    [Theory]
    [InlineData("kind: [", "not valid YAML")]
    [InlineData("just: this", "no Kubernetes object")]
    public void What_is_no_manifest_is_named(string yaml, string said)
        => Assert.Contains(said, Assert.Throws<DistributedApplicationException>(() => ManifestObjects.Parse(yaml, "a.yaml")).Message, StringComparison.Ordinal);
}
