using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Azure;
using Azure.Security.KeyVault.Keys;
using CcDemo.AppHost.Tests.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.AppHost.Tests;

/// <summary>
/// The whole of <c>deploy</c>, then <c>verify</c> and <c>teardown</c>. A registry, AzureEmulator, the stand-in for a cluster
/// and shell scripts for az and genpolicy are the outside world; the images hold a small program in place of the services.
/// </summary>
public sealed class WholeDeploymentTests : IAsyncLifetime, IDisposable
{
    private const string NamespacePath = "/api/v1/namespaces/kafka";
    private const string KeyName = "kafka-demo-key";

    /// <summary>What each step says, in the order of the steps; check-settings says something only when it refuses.</summary>
    private static readonly string[] _signs =
    [
        "^Looking at tools, cloud and cluster", "^Building consumer ", "^Wrote [0-9]+ files to ", "^Host data: ", "^Tried offline: ", "^The cluster at ",
    ];

    private readonly FakeAzure _programs = FakeAzure.OfReadyDeployment();
    private readonly ProgramFolder _policyTool = new();
    private readonly SmallProject _consumer = new("Consumer");
    private readonly SmallProject _producer = new("Producer");
    private readonly SmallProject _skr = new("Skr");
    private readonly PublishedFolder _folder = new();
    private readonly LocalAzure _azure = new();
    private LocalRegistry _registry = null!;
    private StandInCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        await _azure.InitializeAsync();
        _registry = await LocalRegistry.StartAsync();
        await _registry.AddBaseImageAsync("dotnet/aspnet", "10.0-noble-chiseled");
        _cluster = await StandInCluster.StartAsync();
        _cluster.Controllers = Controllers.AllWell;
        ReadyCluster.Fill(_cluster);
        AddPolicyTool();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _registry.DisposeAsync();
        await _azure.DisposeAsync();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _consumer.Dispose();
        _producer.Dispose();
        _skr.Dispose();
        _policyTool.Dispose();
        _programs.Dispose();
    }

    [RegistryFact]
    public async Task A_deployment_is_made_made_again_changed_verified_and_taken_down()
    {
        var said = await RunAsync("deploy");
        AssertInOrder(said);
        Assert.Contains("aks show --resource-group group1 --name cluster1", _programs.Calls);
        var hostData = _folder.Read(PublishedNames.HostDataFile).Trim();
        var digests = await DigestsAsync();
        var key = await KeyAsync();
        AssertDeployed(hostData, digests, key);

        var writes = _cluster.Writes.Count();
        said = await RunAsync("deploy");
        AssertInOrder(said);
        Assert.Equal(3, said.Count(line => line.Contains("is unchanged since it was pushed", StringComparison.Ordinal)));
        Assert.Equal(writes, _cluster.Writes.Count());
        Assert.Equal(digests, await DigestsAsync());
        Assert.Equal((key.Id, key.Properties.UpdatedOn), ((await KeyAsync()).Id, (await KeyAsync()).Properties.UpdatedOn));

        await RunAsync(
            builder => builder.CreateResourceBuilder(Project(builder, "consumer")).WithEnvironment("A_VARIABLE", "that was not there"), "deploy");
        var changed = _folder.Read(PublishedNames.HostDataFile).Trim();
        var changedKey = await KeyAsync();
        Assert.NotEqual(hostData, changed);
        Assert.Equal(key.Id, changedKey.Id);
        Assert.DoesNotContain(hostData, PolicyOf(changedKey), StringComparison.Ordinal);
        Assert.Equal(digests, await DigestsAsync());
        AssertDeployed(changed, digests, changedKey);
        Assert.Contains(
            Containers("consumer")["consumer"]["env"]!.AsArray(), variable => variable!["name"]!.ToString() == "A_VARIABLE");

        Serve(changed);
        Assert.Contains(await RunAsync("do", "verify"), line => line.Contains(changed, StringComparison.Ordinal));

        await RunAsync("do", "teardown", "--delete-key");
        Assert.Null(_cluster.Find(NamespacePath));
        Assert.Null(_cluster.Find("/apis/apps/v1/namespaces/kafka/deployments/consumer"));
        Assert.Equal(404, (await Assert.ThrowsAsync<RequestFailedException>(KeyAsync)).Status);
    }

    private static void AssertInOrder(IReadOnlyList<string> lines)
    {
        int[] places = [.. _signs.Select(sign => lines.TakeWhile(line => !Regex.IsMatch(line, sign)).Count())];

        Assert.DoesNotContain(lines.Count, places);
        Assert.Equal(places.Order(), places);
    }

    /// <summary>What was measured is what runs, with the images that were pushed, and only it gets the key whose public half seals.</summary>
    private void AssertDeployed(string hostData, IReadOnlyDictionary<string, string> digests, KeyVaultKey key)
    {
        var template = Deployed("consumer")["spec"]!["template"]!;
        var policy = Convert.FromBase64String(template["metadata"]!["annotations"]![PolicyKinds.KataAgentAnnotation]!.ToString());
        Assert.Equal(hostData, Convert.ToHexStringLower(SHA256.HashData(policy)));
        Assert.Contains(hostData, PolicyOf(key), StringComparison.Ordinal);

        Assert.Equal(Image("consumer"), Containers("consumer")["consumer"]["image"]!.ToString());
        Assert.Equal(Image("skr"), Containers("consumer")["skr"]["image"]!.ToString());
        Assert.Equal(Image("consumer"), Containers("consumer-plain")["consumer-plain"]["image"]!.ToString());
        Assert.Equal(Image("producer"), Containers("producer")["producer"]["image"]!.ToString());

        using var vaults = key.Key.ToRSA();
        using var published = RSA.Create();
        published.ImportFromPem(_cluster.Find($"{NamespacePath}/configmaps/message-key")!["data"]!["Producer__PublicKey"]!.ToString());
        Assert.Equal(vaults.ExportSubjectPublicKeyInfo(), published.ExportSubjectPublicKeyInfo());

        string Image(string program) => $"localhost:{_registry.Host.Split(':')[1]}/ccdemo/{program}:0.1.0@{digests[program]}";
    }

    private JsonObject Deployed(string name) => _cluster.Find($"/apis/apps/v1/namespaces/kafka/deployments/{name}")!;

    private Dictionary<string, JsonNode> Containers(string name)
        => Deployed(name)["spec"]!["template"]!["spec"]!["containers"]!.AsArray().ToDictionary(container => container!["name"]!.ToString(), container => container!);

    private async Task<KeyVaultKey> KeyAsync() => (await _azure.Keys.GetKeyAsync(KeyName)).Value;

    private static string PolicyOf(KeyVaultKey key) => key.Properties.ReleasePolicy.EncodedPolicy.ToString();

    /// <summary>The digests in the registry; the SDK stamps the time into an image, so one that is pushed again gets another.</summary>
    private async Task<IReadOnlyDictionary<string, string>> DigestsAsync()
    {
        var digests = new SortedDictionary<string, string>();

        foreach (var program in (string[])["consumer", "producer", "skr"])
        {
            digests[program] = (await _registry.FindDigestAsync($"ccdemo/{program}", "0.1.0"))!;
        }

        return digests;
    }

    /// <summary>Lets the deployed programs answer as they do once the key was released to the measured pod.</summary>
    private void Serve(string hostData)
    {
        // The page's address is of a network for examples: it is asked for through the cluster's API.
        _cluster.Put($"{NamespacePath}/services/consumer", Controllers.Json("""{"status":{"loadBalancer":{"ingress":[]}}}"""));
        var released = JsonSerializer.Serialize(new { state = "released", claims = new[] { new { name = "x-ms-sevsnpvm-hostdata", value = hostData, meaning = "the measured policy" } } });
        _cluster.Services["kafka/consumer:http"] = (path, _) => (HttpStatusCode.OK, path == "api/messages"
            ? """[{"partition":0,"offset":1,"state":"opened","sealed":"eyJ","text":"Msg 2: hello"}]"""
            : released);
        _cluster.Services["kafka/consumer-plain:http"] = (_, _) => (HttpStatusCode.OK, """[{"partition":0,"offset":1,"state":"sealed","sealed":"eyJ"}]""");
    }

    /// <summary>A policy tool whose policy is another one for every other manifest, as the real one's is.</summary>
    private void AddPolicyTool()
    {
        File.WriteAllText(_policyTool.PathOf("policy.rego"), new SamplePolicy().Text);
        _policyTool.Add("genpolicy", $$"""
            policy=$({ echo "# of $(sha256sum < "$2")"; cat '{{_policyTool.PathOf("policy.rego")}}'; } | base64 -w0)
            sed -i "0,/^      labels:/s|^      labels:|      annotations:\n        {{PolicyKinds.KataAgentAnnotation}}: $policy\n&|" "$2"
            """);
    }

    private Task<IReadOnlyList<string>> RunAsync(params string[] verb) => RunAsync(_ => { }, verb);

    /// <summary>Runs steps as the command line does, and gives what they said.</summary>
    private async Task<IReadOnlyList<string>> RunAsync(Action<IDistributedApplicationBuilder> change, params string[] verb)
    {
        var registry = $"localhost:{_registry.Host.Split(':')[1]}";
        await using var app = await ModelledApplication.CreateAsync(
            builder =>
            {
                builder.Services.AddSingleton(new Tools($"{_programs.Folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}"));
                Replace(Project(builder, "consumer"), _consumer);
                Replace(Project(builder, "consumer-plain"), _consumer);
                Replace(Project(builder, "producer"), _producer);
                Replace(Project(builder, "skr"), _skr);
                change(builder);
            },
            [
                .. verb, "--yes", "--kubeconfig", _cluster.KubeConfig, "--output-path", _folder.FullName, .. Deployment.Arguments,
                $"--Parameters:registry={registry}/ccdemo", $"--Parameters:base-registry={registry}",
                $"--Parameters:maa-endpoint={_azure.Maa}", $"--Parameters:vault-endpoint={_azure.Vault}",
                $"--KeySetup:CaFile={_azure.CaFile}", $"--KeySetup:IdentityEndpoint={_azure.Metadata}", $"--KeySetup:ClientId={LocalAzure.Officer}",
                $"--{PolicyGenerator.Setting}={_policyTool.PathOf("genpolicy")}",
            ]);
        var log = new RecordingLogger();
        await app.RunPipelineAsync(log);
        return [.. log.Lines];
    }

    private static ProjectResource Project(IDistributedApplicationBuilder builder, string name)
        => builder.Resources.OfType<ProjectResource>().Single(resource => resource.Name == name);

    /// <summary>Has a small program built in the place of a service.</summary>
    private static void Replace(ProjectResource service, SmallProject project)
    {
        service.Annotations.Remove(service.Annotations.OfType<IProjectMetadata>().Single());
        service.Annotations.Add(new SmallService(project.FullName));
    }

    private sealed record SmallService(string ProjectPath) : IProjectMetadata;
}
