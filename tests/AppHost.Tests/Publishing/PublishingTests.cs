using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcDemo.AppHost.Tests.Publishing;

public sealed class PublishingTests
{
    private const string Annotation = "io.katacontainers.config.agent.policy";

    [Fact]
    public async Task A_variable_in_AppHost_changes_the_local_measurement_and_the_published_pod()
    {
        var (before, _) = await DescribeAsync(_ => { });
        var (after, text) = await DescribeAsync(builder => AddVariable(builder, "consumer"));
        using var folder = new PublishedFolder();
        await using var app = await ModelledApplication.CreateAsync(
            builder => AddVariable(builder, "consumer"), ["publish", "--output-path", folder.FullName, .. Deployments.Arguments("aks-kata-cc-public")]);
        await app.RunPipelineAsync();

        Assert.NotEqual(before, after);
        Assert.Contains("\"ADDED\": \"by a test\"", text, StringComparison.Ordinal);
        Assert.Contains(Consumer(folder).Containers[1].Env, variable => variable is { Name: "ADDED", Value: "by a test" });
    }

    [Fact]
    public async Task The_local_measurement_and_the_published_pod_name_the_same_variables()
    {
        var (_, text) = await DescribeAsync(_ => { });
        var described = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("containers").EnumerateArray()
            .Single(container => container.GetProperty("name").GetString() == "consumer").GetProperty("environment").EnumerateObject().Select(variable => variable.Name);
        using var folder = new PublishedFolder();
        await folder.PublishAsync("aks-kata-cc-public");
        var published = Consumer(folder).Containers[1].Env.Select(variable => variable.Name);

        // What only one of the two has: the notice that hardware is emulated, the group protocol of the embedded broker and the
        // time after which a revoked key is noticed; the ports, the login and the read-only image of a published one.
        Assert.Equal(
            ["Consumer__BrowserTokenFile", "Consumer__GroupProtocol", "Consumer__KeyRecheck", "Consumer__Notice", "DOTNET_EnableDiagnostics", "HTTP_PORTS"],
            described.Except(published).Union(published.Except(described)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_secret_does_not_get_into_a_file()
    {
        using var folder = new PublishedFolder();
        await using var app = await ModelledApplication.CreateAsync(
            builder =>
            {
                var secret = builder.AddParameter("a-password", secret: true);
                Project(builder, "producer").WithEnvironment("PASSWORD", ReferenceExpression.Create($"user:{secret}"));
            },
            ["publish", "--output-path", folder.FullName, .. Deployments.Arguments("aks-kata-cc-public"), "--Parameters:a-password=hunter2hunter2"]);
        var error = await Assert.ThrowsAnyAsync<Exception>(app.RunPipelineAsync);

        Assert.Contains("The variable PASSWORD of 'producer' holds a secret parameter", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(folder.Everything);
    }

    [Theory]
    [InlineData("sasl.password")]
    [InlineData("ssl.keystore.password")]
    [InlineData("sasl.oauthbearer.client.secret")]
    [InlineData("ssl.key.pem")]
    public async Task A_secret_of_the_brokers_client_does_not_get_into_a_file_either(string setting)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => ModelledApplication.CreateAsync(
            ["publish", .. Deployments.Arguments("external-brokers"), $"--Kafka:Client:{setting}=hunter2hunter2"]));

        Assert.Contains($"Kafka:Client:{setting} is a secret", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named_and_left_as_it_was()
    {
        using var folder = new PublishedFolder();
        await folder.PublishAsync("aks-kata-cc-public");
        var before = folder.ReadAll();
        File.Delete(Path.Combine(folder.FullName, PublishedNames.ConsumerFile));
        Directory.CreateDirectory(Path.Combine(folder.FullName, PublishedNames.ConsumerFile, "in-the-way"));

        var error = await Assert.ThrowsAnyAsync<Exception>(() => folder.PublishAsync("aks-kata-cc-china"));

        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Everything, path => path.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.Equal(before[PublishedNames.NamespaceFile], folder.Read(PublishedNames.NamespaceFile));
    }

    [Fact]
    public async Task A_file_of_an_earlier_deployment_goes_and_what_others_wrote_stays()
    {
        using var folder = new PublishedFolder();
        await folder.PublishAsync("aks-kata-cc-public");
        folder.Write(PublishedNames.MessageKeyFile, "of setup-key");
        await folder.PublishAsync("event-hubs");

        Assert.DoesNotContain(PublishedNames.KafkaFile, folder.ReadAll().Keys);
        Assert.Equal("of setup-key", folder.Read(PublishedNames.MessageKeyFile));
    }

    [Fact]
    public async Task A_measured_pod_that_did_not_change_keeps_its_policy()
    {
        using var folder = new PublishedFolder();
        await folder.PublishAsync("aks-kata-cc-public");
        var measured = Measure(folder.Read(PublishedNames.ConsumerFile));
        folder.Write(PublishedNames.ConsumerFile, measured);
        await folder.PublishAsync("aks-kata-cc-public");

        Assert.Equal(measured, folder.Read(PublishedNames.ConsumerFile));
    }

    [Fact]
    public async Task A_measured_pod_that_changed_loses_its_policy()
    {
        using var folder = new PublishedFolder();
        await folder.PublishAsync("aks-kata-cc-public");
        folder.Write(PublishedNames.ConsumerFile, Measure(folder.Read(PublishedNames.ConsumerFile)));
        await folder.PublishAsync("aks-kata-cc-public", "--Parameters:image-tag=0.2.0");

        Assert.DoesNotContain(Annotation, folder.Read(PublishedNames.ConsumerFile), StringComparison.Ordinal);
    }

    [Fact]
    public void The_parameters_for_Bicep_are_those_that_it_has()
    {
        var repository = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(repository.FullName, "CcDemo.sln")))
        {
            repository = repository.Parent!;
        }

        var declared = File.ReadLines(Path.Combine(repository.FullName, "deploy", "main.bicep"))
            .Where(line => line.StartsWith("param ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).ToHashSet();
        var written = Deployments.Names.SelectMany(name => System.Text.Json.JsonDocument.Parse(GoldenFiles.Read(name)[PublishedNames.BicepParametersFile])
            .RootElement.GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name)).Distinct();

        Assert.Subset(declared, written.ToHashSet());
    }

    private static string Measure(string consumer)
        => consumer.Replace(
            "    metadata:\n      labels:\n",
            $"    metadata:\n      annotations:\n        {Annotation}: cGFja2FnZSBhZ2VudF9wb2xpY3k=\n      labels:\n",
            StringComparison.Ordinal);

    private static V1PodSpec Consumer(PublishedFolder folder) => folder.Objects<V1Deployment>(PublishedNames.ConsumerFile).Single().Spec.Template.Spec;

    private static void AddVariable(IDistributedApplicationBuilder builder, string project) => Project(builder, project).WithEnvironment("ADDED", "by a test");

    private static IResourceBuilder<ProjectResource> Project(IDistributedApplicationBuilder builder, string name)
        => builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(project => project.Name == name));

    private static async Task<(string Measurement, string Text)> DescribeAsync(Action<IDistributedApplicationBuilder> change)
    {
        await using var app = await ModelledApplication.CreateAsync(change, ["--Ports:skr=3336"]);
        app.AllocatePorts();
        var description = await PodDescription.CreateAsync(
            app.Get<ConfidentialPodResource>("consumer-pod"), app.Context, NullLogger.Instance, CancellationToken.None);
        return (description.Measurement, description.Text);
    }
}
