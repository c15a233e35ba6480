namespace CcDemo.AppHost.Tests;

public sealed class ClusterChecksTests : IAsyncLifetime, IDisposable
{
    private static readonly Remedy _connect = Remedy.Command("az", "aks", "get-credentials");

    private readonly ProgramFolder _folder = new();
    private readonly List<ClusterReader> _readers = [];
    private StandInServer _api = null!;

    public static TheoryData<string, string> Checks => new()
    {
        { ReadyCluster.Version, "Kubernetes" },
        { ReadyCluster.RuntimeClass, "Runtime class" },
        { ReadyCluster.Nodes, "Runtime class" },
        { ReadyCluster.VirtualNodes, "Virtual node" },
        { ReadyCluster.Webhooks, "Workload identity" },
        { ReadyCluster.Strimzi, "Strimzi" },
        { ReadyCluster.StrimziKinds, "Strimzi" },
    };

    public async Task InitializeAsync()
    {
        _api = ReadyCluster.Fill(await StandInServer.StartAsync());
        await File.WriteAllTextAsync(_folder.PathOf("config"), _api.KubeConfig);
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    public void Dispose()
    {
        _readers.ForEach(reader => reader.Dispose());
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task What_is_as_it_must_be_is_ok_and_asked_with_the_kubeconfig_s_token(string path, string check)
    {
        Assert.Equal(FindingState.Ok, (await LookAsync(check)).State);
        Assert.Contains($"GET {path} Bearer a-token", _api.Requests);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task What_the_cluster_does_not_say_is_unknown_and_asked_once(string path, string check)
    {
        foreach (var (status, sentence) in ((int, string)[])
            [(401, "(401)"), (403, "forbids"), (429, "too busy to answer (429)"), (500, "answers 500"), (503, "answers 503"), (418, "answers 418")])
        {
            _api.Answers(path, "{}", status);
            var before = _api.Requests.Count(request => request.Contains($" {path} ", StringComparison.Ordinal));
            var finding = await LookAsync(check);

            Assert.Equal(FindingState.Unknown, finding.State);
            Assert.Contains(sentence, finding.Found, StringComparison.Ordinal);
            Assert.Equal(before + 1, _api.Requests.Count(request => request.Contains($" {path} ", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task A_cluster_that_does_not_answer_in_time_is_unknown(string path, string check)
    {
        _api.IsSilentAt(path);
        Assert.Equal((FindingState.Unknown, "the cluster did not answer within 1 s"), Pair(await LookAsync(check, TimeSpan.FromSeconds(1))));
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task An_answer_that_is_no_JSON_or_of_another_form_is_not_ok(string path, string check)
    {
        _api.Answers(path, "<html>");
        Assert.Equal((FindingState.Unknown, "the cluster answered no JSON"), Pair(await LookAsync(check)));

        foreach (var form in (string[])["null", "[]", "7", "{\"items\":{}}", "{\"items\":[7]}", "{\"scheduling\":{\"nodeSelector\":{\"a\":\"b\"}}}"])
        {
            _api.Answers(path, form);
            Assert.NotEqual(FindingState.Ok, (await LookAsync(check)).State);
        }
    }

    [Theory]
    [InlineData("v1.24.9", "v1.24.9; 1.25.0 or newer is needed")]
    [InlineData("v0.1", "v0.1; 1.25.0 or newer is needed")]
    public async Task An_old_cluster_is_missing(string version, string found)
    {
        _api.Answers(ReadyCluster.Version, $$"""{"gitVersion":"{{version}}"}""");
        Assert.Equal((FindingState.Missing, found), Pair(await LookAsync("Kubernetes")));
    }

    [Fact]
    public async Task A_runtime_class_that_there_is_not_is_missing()
        => Assert.Equal(
            (FindingState.Missing, "there is no runtime class 'kata-remote'"), Pair(await LookAsync("Runtime class", changes: ("runtime-class", "kata-remote"))));

    [Theory]
    [InlineData("""{"items":[]}""")]
    [InlineData("""{"items":[{"status":{"conditions":[{"type":"Ready","status":"Unknown"}]}}]}""")]
    public async Task A_runtime_class_needs_a_ready_node(string nodes)
    {
        _api.Answers(ReadyCluster.Nodes, nodes).Answers(ReadyCluster.VirtualNodes, nodes);

        Assert.Equal(
            (FindingState.Missing, "kata-cc-isolation is there, but no ready node has kubernetes.azure.com/kata-cc-isolation=true"),
            Pair(await LookAsync("Runtime class")));
        Assert.Equal(FindingState.Missing, (await LookAsync("Virtual node")).State);
    }

    [Fact]
    public async Task A_cluster_without_the_webhook_is_missing()
    {
        _api.Answers(ReadyCluster.Webhooks, """{"items":[{"metadata":{"name":"other"},"webhooks":[{"name":"other"}]}]}""");
        Assert.Equal(FindingState.Missing, (await LookAsync("Workload identity")).State);
    }

    [Fact]
    public async Task Strimzi_is_missing_with_the_command_that_installs_it()
    {
        _api.Answers(ReadyCluster.StrimziKinds, """{"resources":[{"name":"kafkas"}]}""");
        Assert.Equal(
            (FindingState.Missing, "the cluster does not serve kafkanodepools, kafkatopics of kafka.strimzi.io/v1"), Pair(await LookAsync("Strimzi")));

        _api.Answers(ReadyCluster.Strimzi, "", 404);
        var finding = await LookAsync("Strimzi", changes: ("namespace", "other"));
        Assert.Equal((FindingState.Missing, "the cluster does not serve kafka.strimzi.io"), Pair(finding));
        Assert.Equal("kubectl create --namespace other --filename 'https://strimzi.io/install/latest?namespace=other'", finding.Remedy!.Text);
        Assert.False(finding.Remedy.IsSafe);
    }

    [Fact]
    public async Task A_Strimzi_that_is_too_old_is_missing()
    {
        _api.Answers(ReadyCluster.Strimzi, """{"versions":[{"groupVersion":"kafka.strimzi.io/v1beta2"}]}""");
        Assert.Equal(
            (FindingState.Missing, "the cluster serves kafka.strimzi.io/v1beta2, not kafka.strimzi.io/v1"), Pair(await LookAsync("Strimzi")));
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_is_unknown_with_the_command_that_connects()
    {
        await _api.DisposeAsync();
        var finding = await LookAsync("Kubernetes");

        Assert.Equal((FindingState.Unknown, _connect), (finding.State, finding.Remedy));
        Assert.StartsWith("the cluster cannot be reached: ", finding.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_kubeconfig_or_its_context_all_is_unknown()
    {
        var absent = await LookAsync("Strimzi", changes: ("Pipeline:KubeConfig", _folder.PathOf("absent")));
        Assert.Equal((FindingState.Unknown, _connect), (absent.State, absent.Remedy));
        Assert.Contains($"There is no kubeconfig file at '{_folder.PathOf("absent")}'", absent.Found, StringComparison.Ordinal);

        var other = await LookAsync("Strimzi", changes: ("Pipeline:KubeContext", "other"));
        Assert.Equal(FindingState.Unknown, other.State);
        Assert.Contains("no context 'other'", other.Found, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_folder.PathOf("config"), "contexts: [");
        Assert.Equal(FindingState.Unknown, (await LookAsync("Strimzi")).State);
        Assert.Empty(_api.Requests);
    }

    private async Task<Finding> LookAsync(string check, TimeSpan? limit = null, params (string Name, string Value)[] changes)
    {
        var settings = Deployment.Settings(changes);
        var options = ClusterOptions.Read(Deployment.Configuration([("Pipeline:KubeConfig", _folder.PathOf("config")), .. changes]));
        var reader = new ClusterReader(options, _connect, limit ?? TimeSpan.FromMinutes(1));
        _readers.Add(reader);
        IPreflightCheck[] checks =
        [
            new ClusterVersion(reader, upgrade: null),
            new RuntimeClass(settings, reader),
            new VirtualNode(reader),
            new WorkloadIdentityWebhook(reader, Remedy.Sentence("Install it.")),
            new StrimziKinds(settings, reader),
        ];
        return await checks.Single(candidate => candidate.Name == check).LookAsync(default);
    }

    private static (FindingState State, string Found) Pair(Finding finding) => (finding.State, finding.Found);
}
