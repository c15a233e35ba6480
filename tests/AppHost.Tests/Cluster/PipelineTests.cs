using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using Azure;
using Azure.Security.KeyVault.Keys;
using CcDemo.AppHost.Tests.Publishing;
using CcDemo.Attestation;

namespace CcDemo.AppHost.Tests;

public sealed class PipelineTests
{
    private const string PolicyMark = "      labels:\n        app.kubernetes.io/name: consumer\n";
    private static readonly string _digest = $"sha256:{new string('a', 64)}";

    [Theory]
    [InlineData("aks-kata-cc-public")]
    [InlineData("event-hubs")]
    public async Task What_is_published_is_applied_whole_and_a_second_time_changes_nothing(string deployment)
    {
        await using var cluster = await StandInCluster.StartAsync();
        cluster.Controllers = Controllers.AllWell;
        using var folder = await MeasuredAsync(deployment);

        await RunAsync(cluster, folder, deployment, "do", "apply-manifests", "--yes");
        var container = cluster.Find("/apis/apps/v1/namespaces/kafka/deployments/consumer")!["spec"]!["template"]!["spec"]!["containers"]!.AsArray()
            .Single(item => item!["name"]!.ToString() == "consumer")!;
        Assert.Equal($"ccdemo.azurecr.io/ccdemo/consumer:0.1.0@{_digest}", container["image"]!.ToString());
        Assert.Equal("\"3333\"", container["env"]!.AsArray().Single(variable => variable!["name"]!.ToString() == "HTTP_PORTS")!["value"]!.ToJsonString());

        var before = cluster.Writes.Count();
        await RunAsync(cluster, folder, deployment, "do", "apply-manifests", "--yes");
        Assert.Equal(before, cluster.Writes.Count());
    }

    [Fact]
    public async Task A_dry_run_writes_and_changes_nothing()
    {
        await using var cluster = await StandInCluster.StartAsync();
        using var folder = await MeasuredAsync("aks-kata-cc-public");
        var before = folder.ReadAll();
        await RunAsync(cluster, folder, "aks-kata-cc-public", "do", "apply-manifests", "--dry-run");

        Assert.Equal(before, folder.ReadAll());
        Assert.NotEmpty(cluster.Requests);
        Assert.Empty(cluster.Writes);
    }

    [Fact]
    public async Task Deploy_ends_before_the_long_work_where_nobody_can_consent()
    {
        await using var cluster = await StandInCluster.StartAsync();
        using var folder = await MeasuredAsync("aks-kata-cc-public");
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync(cluster, folder, "aks-kata-cc-public", "deploy", "--output-path", folder.FullName));

        Assert.Contains("--yes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--yes", "check-settings, preflight, push-images, publish-manifests, measure, setup-key, apply-manifests")]
    [InlineData("--dry-run", "check-settings, preflight, apply-manifests")]
    public async Task Deploy_does_its_steps_one_after_the_other(string option, string order)
    {
        IReadOnlyList<PipelineStep> steps = [];
        await using var app = await ModelledApplication.CreateAsync(
            builder => builder.Pipeline.AddPipelineConfiguration(context =>
            {
                steps = context.Steps;
                throw new DistributedApplicationException("That is enough.");
            }),
            ["deploy", option]);
        await Assert.ThrowsAnyAsync<DistributedApplicationException>(app.RunPipelineAsync);

        var found = new List<string>();
        Visit(WellKnownPipelineSteps.Deploy);
        Assert.Equal(order, string.Join(", ", found.Where(name => name != WellKnownPipelineSteps.Deploy)));

        void Visit(string name)
        {
            var step = steps.Single(step => step.Name == name);

            foreach (var before in step.DependsOnSteps.Concat(steps.Where(other => other.RequiredBySteps.Contains(name)).Select(other => other.Name)).Where(before => !found.Contains(before)))
            {
                Visit(before);
            }

            found.Add(name);
        }
    }

    [Fact]
    public async Task The_key_goes_only_when_that_is_asked_for()
    {
        await using var cluster = await StandInCluster.StartAsync();
        cluster.Controllers = Controllers.AllWell;
        using var folder = await MeasuredAsync("aks-kata-cc-public");
        var azure = new LocalAzure();
        await azure.InitializeAsync();

        try
        {
            await azure.Keys.CreateKeyAsync("kafka-demo-key", KeyType.Rsa);
            string[] local = [$"--Parameters:vault-endpoint={azure.Vault}", $"--KeySetup:CaFile={azure.CaFile}", $"--KeySetup:IdentityEndpoint={azure.Metadata}", $"--KeySetup:ClientId={LocalAzure.Officer}"];
            await RunAsync(cluster, folder, "aks-kata-cc-public", "do", "apply-manifests", "--yes");

            await RunAsync(cluster, folder, "aks-kata-cc-public", ["do", "teardown", "--yes", .. local]);
            Assert.Null(cluster.Find("/api/v1/namespaces/kafka"));
            Assert.NotNull((await azure.Keys.GetKeyAsync("kafka-demo-key")).Value);

            await RunAsync(cluster, folder, "aks-kata-cc-public", ["do", "teardown", "--yes", "--delete-key", .. local]);
            var error = await Assert.ThrowsAsync<RequestFailedException>(() => azure.Keys.GetKeyAsync("kafka-demo-key"));
            Assert.Equal(404, error.Status);

            await RunAsync(cluster, folder, "aks-kata-cc-public", ["do", "teardown", "--yes", "--delete-key", .. local]);
        }
        finally
        {
            await azure.DisposeAsync();
        }
    }

    [Fact]
    public async Task Who_may_not_delete_the_key_is_told_the_role()
    {
        var azure = new LocalAzure();
        await azure.InitializeAsync();

        try
        {
            await azure.Keys.CreateKeyAsync("kafka-demo-key", KeyType.Rsa);
            var vault = new VaultAddress(azure.Vault, AzureCloud.Public);
            using var http = EmulatorTrust.CreateClient(azure.CaFile);
            var key = new DoomedKey(LocalVault.CreateClient(vault.Url, http, azure.Metadata, LocalAzure.Reader), vault, "kafka-demo-key");
            var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => key.DeleteAsync(CancellationToken.None));

            Assert.Contains("Key Vault Crypto Officer", error.Message, StringComparison.Ordinal);
            Assert.NotNull((await azure.Keys.GetKeyAsync("kafka-demo-key")).Value);
        }
        finally
        {
            await azure.DisposeAsync();
        }
    }

    [Fact]
    public async Task Deleting_the_key_needs_the_vault()
    {
        await using var cluster = await StandInCluster.StartAsync();
        await using var app = await ModelledApplication.CreateAsync("do", "teardown", "--yes", "--delete-key", "--kubeconfig", cluster.KubeConfig);
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(app.RunPipelineAsync);

        Assert.Contains("--Parameters:vault-endpoint", error.Message, StringComparison.Ordinal);
        Assert.Empty(cluster.Requests);
    }

    [Fact]
    public async Task Verify_runs_through_the_pipeline()
    {
        await using var cluster = await StandInCluster.StartAsync();
        cluster.Controllers = Controllers.AllWell;
        using var folder = await MeasuredAsync("aks-kata-cc-public");
        await RunAsync(cluster, folder, "aks-kata-cc-public", "do", "apply-manifests", "--yes");
        cluster.Put("/api/v1/namespaces/kafka/services/consumer", Controllers.Json("""{"status":{"loadBalancer":{"ingress":[]}}}"""));
        cluster.Services["kafka/consumer:http"] = (path, _) => (HttpStatusCode.OK, path == "api/messages"
            ? """[{"partition":0,"offset":1,"state":"opened","sealed":"eyJ","text":"Msg 2: hello"}]"""
            : """{"state":"released","claims":[]}""");
        cluster.Services["kafka/consumer-plain:http"] = (_, _) => (HttpStatusCode.OK, """[{"partition":0,"offset":1,"state":"sealed","sealed":"eyJ"}]""");
        await RunAsync(cluster, folder, "aks-kata-cc-public", "do", "verify");

        cluster.Services["kafka/consumer-plain:http"] = cluster.Services["kafka/consumer:http"];
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync(cluster, folder, "aks-kata-cc-public", "do", "verify", "--timeout", "1s"));
        Assert.Contains("The counter-proof fails", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Publishes, and does what <c>push-images</c>, <c>measure</c> and <c>setup-key</c> would have done.</summary>
    private static async Task<PublishedFolder> MeasuredAsync(string deployment)
    {
        var folder = new PublishedFolder();
        Directory.CreateDirectory(folder.FullName);
        folder.Write(PublishedNames.ImagesFile, $$$"""{"consumer":{"image":"ccdemo.azurecr.io/ccdemo/consumer:0.1.0","digest":"{{{_digest}}}","content":"c"}}""");
        await folder.PublishAsync(deployment);
        var consumer = folder.Read(PublishedNames.ConsumerFile);
        Assert.Contains(PolicyMark, consumer, StringComparison.Ordinal);
        folder.Write(PublishedNames.ConsumerFile, consumer.Replace(
            PolicyMark, $"      annotations:\n        io.katacontainers.config.agent.policy: cG9saWN5\n{PolicyMark}", StringComparison.Ordinal));
        folder.Write(PublishedNames.MessageKeyFile, "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: message-key, namespace: kafka, labels: { app.kubernetes.io/part-of: ccdemo } }\n");
        return folder;
    }

    private static async Task RunAsync(StandInCluster cluster, PublishedFolder folder, string deployment, params string[] arguments)
    {
        await using var app = await ModelledApplication.CreateAsync(
            [.. arguments[..2], "--kubeconfig", cluster.KubeConfig, "--output-path", folder.FullName, .. Deployments.Arguments(deployment), .. arguments[2..]]);
        await app.RunPipelineAsync();
    }
}
