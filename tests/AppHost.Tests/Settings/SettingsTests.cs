using Microsoft.Extensions.Configuration;

namespace CcDemo.AppHost.Tests.Settings;

public sealed class SettingsTests
{
    private static readonly Dictionary<string, string?> _good = new()
    {
        ["Parameters:registry"] = "ccdemo.azurecr.io/ccdemo",
        ["Parameters:maa-endpoint"] = "ccdemo.weu.attest.azure.net",
        ["Parameters:vault-endpoint"] = "ccdemo.vault.azure.net",
        ["Parameters:identity-client-id"] = "6f1a2c54-0d5b-4a86-9a7e-3c1d5b9e0a02",
    };

    [Fact]
    public void What_is_required_and_not_given_is_named()
        => Assert.Equal(
            ["registry", "maa-endpoint", "vault-endpoint", "identity-client-id"],
            DeploymentSettingsReader.Missing(Configuration([])).Select(setting => setting.Name));

    [Theory]
    [InlineData("event-hubs", "event-hubs-namespace")]
    [InlineData("external", "kafka-bootstrap")]
    public void Some_brokers_need_a_name(string kafka, string missing)
        => Assert.Equal([missing], DeploymentSettingsReader.Missing(Configuration(new(_good) { ["Parameters:kafka"] = kafka })).Select(setting => setting.Name));

    [Theory]
    [InlineData("profile", "sgx", "is none of: aks-kata-cc, aci-virtual-nodes, coco")]
    [InlineData("cloud", "mars", "is none of: public, china, usgov")]
    [InlineData("kafka", "rabbit", "is none of: strimzi, strimzi-persistent, event-hubs, external")]
    [InlineData("image-tag", "latest", "a tag that moves")]
    [InlineData("image-tag", "a b", "is not an image tag")]
    [InlineData("registry", "https://ccdemo.azurecr.io", "has a scheme")]
    [InlineData("registry", "ccdemo azurecr.io", "is not a registry")]
    [InlineData("maa-endpoint", "https://ccdemo.weu.attest.azure.net", "has a scheme")]
    [InlineData("maa-endpoint", "attest.azure.net.example.com", "is no attestation provider of the cloud 'public'")]
    [InlineData("vault-endpoint", "ccdemo.vault.azure.cn", "is no key vault of the cloud 'public'")]
    [InlineData("vault-endpoint", "evilvault.azure.net", "is no key vault")]
    [InlineData("identity-client-id", "me", "is not a GUID")]
    [InlineData("namespace", "Kafka", "is not a Kubernetes name")]
    [InlineData("source-ranges", "10.0.0.0/8,everybody", "is not a list of networks")]
    [InlineData("sidecar-user", "root", "is not a number from 0 to 65535")]
    [InlineData("topic", "a topic", "is not a topic")]
    [InlineData("key-name", "a/b", "is not a key name")]
    [InlineData("kafka-bootstrap", "broker", "is not a list of HOST:PORT")]
    [InlineData("identity-name", "a\nb", "has control characters")]
    public void A_value_that_cannot_be_is_refused_with_its_name(string name, string value, string sentence)
    {
        var problems = DeploymentSettingsReader.Problems(Configuration(new(_good) { [$"Parameters:{name}"] = value }), []);

        Assert.Contains(problems, problem => problem.StartsWith($"Parameters:{name} is '{value}'", StringComparison.Ordinal) && problem.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_parameter_that_there_is_not_is_named()
    {
        var configuration = Configuration(new(_good) { ["Parameters:regsitry"] = "x", ["Parameters:message"] = "mine" });

        Assert.Contains("'regsitry'", Assert.Single(DeploymentSettingsReader.Problems(configuration, ["message"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_of_the_environment_names_a_parameter_with_underscores()
    {
        var settings = DeploymentSettingsReader.Read(Configuration(new(_good) { ["Parameters:image_tag"] = "7.1" }));

        Assert.Equal("ccdemo.azurecr.io/ccdemo/skr:7.1", settings.Image("skr"));
    }

    [Theory]
    [InlineData("strimzi", "my-cluster-kafka-bootstrap:9092")]
    [InlineData("event-hubs", "hubs.servicebus.windows.net:9093")]
    public void The_brokers_follow_from_their_kind(string kafka, string servers)
        => Assert.Equal(servers, DeploymentSettingsReader.Read(Configuration(new(_good) { ["Parameters:kafka"] = kafka, ["Parameters:event-hubs-namespace"] = "hubs" })).KafkaBootstrap);

    [Theory]
    [InlineData("public", "mcr.microsoft.com")]
    [InlineData("china", "mcr.azure.cn")]
    public void The_base_images_come_from_the_clouds_mirror(string cloud, string registry)
        => Assert.Equal(registry, DeploymentSettingsReader.Read(Configuration(new(_good) { ["Parameters:cloud"] = cloud })).BaseRegistry);

    private static IConfiguration Configuration(Dictionary<string, string?> values) => new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
