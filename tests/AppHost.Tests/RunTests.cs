using Aspire.Hosting.ApplicationModel;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcDemo.AppHost.Tests;

public sealed class RunTests
{
    [Fact]
    public async Task The_model_holds_every_part_of_the_demo()
    {
        await using var app = await ModelledApplication.CreateAsync();
        var names = app.Model.Resources.Select(resource => resource.Name).ToHashSet();

        Assert.Superset(
            new HashSet<string> { "kafka", "azure", "consumer-pod", "setup-key", "skr", "consumer", "consumer-plain", "producer" }, names);
    }

    [Theory]
    [InlineData("consumer", 3333)]
    [InlineData("consumer-plain", 3334)]
    [InlineData("producer", 3335)]
    public async Task A_service_that_people_open_listens_on_its_fixed_port(string name, int port)
    {
        await using var app = await ModelledApplication.CreateAsync();
        var endpoint = app.Get<ProjectResource>(name).Annotations.OfType<EndpointAnnotation>().Single();

        Assert.Equal((port, port, false), (endpoint.Port, endpoint.TargetPort, endpoint.IsProxied));
    }

    [Fact]
    public async Task A_port_is_changed_by_a_setting()
    {
        await using var app = await ModelledApplication.CreateAsync("--Ports:consumer=4333");

        Assert.Equal(4333, app.Get<ProjectResource>("consumer").Annotations.OfType<EndpointAnnotation>().Single().Port);
    }

    [Fact]
    public async Task The_embedded_broker_answers_at_its_connection_string_and_has_the_topic()
    {
        await using var app = await ModelledApplication.CreateAsync("--Parameters:topic=held-for-a-test");

        await app.InitializeAsync("kafka");
        await app.Notifications.WaitForResourceAsync("kafka", KnownResourceStates.Running);
        var servers = await app.Get<IResourceWithConnectionString>("kafka").GetConnectionStringAsync();

        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        Assert.Contains(admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics, topic => topic.Topic == "held-for-a-test");
    }

    [Fact]
    public async Task An_external_broker_is_handed_on_with_its_client_settings()
    {
        await using var app = await ModelledApplication.CreateAsync(
            "--Kafka:Mode=External", "--ConnectionStrings:kafka=broker.example:9093", "--Kafka:Client:security.protocol=ssl");
        app.AllocatePorts();
        var environment = await app.GetEnvironmentAsync("consumer-plain");

        Assert.Equal("broker.example:9093", environment["ConnectionStrings__kafka"]);
        Assert.Equal("ssl", environment["Kafka__Client__security.protocol"]);
    }

    [Fact]
    public async Task Only_the_attested_consumer_is_told_of_the_key()
    {
        await using var app = await ModelledApplication.CreateAsync();
        app.AllocatePorts();
        await app.InitializeAsync("kafka");

        Assert.Equal("kafka-demo-key", (await app.GetEnvironmentAsync("consumer"))["SkrClientKID"]);
        Assert.DoesNotContain("SkrClientKID", (await app.GetEnvironmentAsync("consumer-plain")).Keys);
    }

    [Theory]
    [InlineData("flipped-bit", nameof(Refusal.FlippedBit))]
    [InlineData("no-role", nameof(Refusal.NoRole))]
    [InlineData("none", nameof(Refusal.None))]
    public void A_refusal_is_named_in_kebab_case(string setting, string refusal)
        => Assert.Equal(setting, Enum.Parse<Refusal>(refusal).ToSettingName());

    [Fact]
    public async Task The_pod_description_is_the_same_in_every_run_and_changes_with_the_model()
    {
        var first = await DescribeAsync();
        var second = await DescribeAsync();
        var changed = await DescribeAsync("--Parameters:key-name=another-key");

        Assert.Equal(first.Measurement, second.Measurement);
        Assert.NotEqual(first.Measurement, changed.Measurement);
        Assert.Contains("\"SkrClientKID\": \"kafka-demo-key\"", first.Text, StringComparison.Ordinal);
        Assert.NotEqual(first.Measurement, first.WithOneCharacterChanged().Measurement);
    }

    private static async Task<PodDescription> DescribeAsync(params string[] args)
    {
        await using var app = await ModelledApplication.CreateAsync([.. args, "--Ports:skr=3336"]);
        app.AllocatePorts();
        return await PodDescription.CreateAsync(
            app.Get<ConfidentialPodResource>("consumer-pod"), app.Context, NullLogger.Instance, CancellationToken.None);
    }
}
