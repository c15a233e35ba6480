using CcDemo.AppHost.Tests.Publishing.Strimzi;
using k8s;
using k8s.Models;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CcDemo.AppHost.Tests.Publishing;

public sealed class ManifestTests
{
    private static readonly string[] _manifests =
    [
        PublishedNames.NamespaceFile, PublishedNames.KafkaFile, PublishedNames.NetworkPoliciesFile, PublishedNames.ConsumerFile,
        PublishedNames.ConsumerPlainFile, PublishedNames.ProducerFile,
    ];

    public static TheoryData<string> AllDeployments => new(Deployments.Names);

    [Theory]
    [MemberData(nameof(AllDeployments))]
    public void Every_object_is_read_strictly_and_keeps_the_rules(string deployment)
        => Assert.Empty(ManifestRules.Violations(ReadStrictly(deployment)));

    [Fact]
    public void A_misspelt_field_does_not_pass()
    {
        var yaml = GoldenFiles.Read("aks-kata-cc-public")[PublishedNames.ConsumerFile].Replace("runtimeClassName", "runtimeClasName", StringComparison.Ordinal);

        Assert.Throws<YamlException>(() => KubernetesYaml.LoadAllFromString(yaml, KubernetesTypes.Map, strict: true));
    }

    [Theory]
    [InlineData("image: ccdemo.azurecr.io/ccdemo/consumer:0.1.0", "image: ccdemo.azurecr.io/ccdemo/consumer:latest", "not pinned")]
    [InlineData("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "not hardened")]
    [InlineData("targetPort: http", "targetPort: web", "leads to no port")]
    [InlineData("            port: http", "            port: web", "names a port")]
    [InlineData("          limits:", "          requests:", "lacks a limit")]
    [InlineData("      - name: browser-token\n        secret:", "      - name: another\n        secret:", "has no volume")]
    public void A_broken_rule_is_seen(string text, string broken, string sentence)
    {
        var files = GoldenFiles.Read("aks-kata-cc-public");
        var objects = _manifests.SelectMany(name => KubernetesYaml.LoadAllFromString(
            name == PublishedNames.ConsumerFile ? files[name].Replace(text, broken, StringComparison.Ordinal) : files[name], KubernetesTypes.Map));

        Assert.Contains(ManifestRules.Violations([.. objects]), violation => violation.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllDeployments))]
    public void The_measured_file_has_only_what_the_policy_tool_knows(string deployment)
    {
        var unknown = PolicyToolFields.Unknown(GoldenFiles.Read(deployment)[PublishedNames.ConsumerFile]);

        Assert.Empty(unknown);
    }

    [Fact]
    public void A_field_that_the_policy_tool_does_not_know_is_seen()
    {
        var yaml = GoldenFiles.Read("aks-kata-cc-public")[PublishedNames.ConsumerFile]
            .Replace("      serviceAccountName:", "      automountServiceAccountToken: false\n      serviceAccountName:", StringComparison.Ordinal);

        Assert.Equal(["Deployment.spec.template.spec.automountServiceAccountToken"], PolicyToolFields.Unknown(yaml));
    }

    [StrimziTheory]
    [InlineData("aks-kata-cc-public")]
    [InlineData("strimzi-persistent")]
    public void The_brokers_and_topics_match_Strimzis_own_schemas(string deployment)
    {
        var documents = Documents(GoldenFiles.Read(deployment)[PublishedNames.KafkaFile]);

        Assert.Equal(4, documents.Count);
        Assert.All(documents, document => Assert.Empty(StrimziSchemas.Violations(document)));
    }

    [StrimziTheory]
    [InlineData("roles:", "role:", "spec.role")]
    [InlineData("- broker", "- brokers", "spec.roles[1]")]
    [InlineData("port: 9092", "port: 80", "spec.kafka.listeners[0].port")]
    [InlineData("tls: false", "tls: no-thanks", "spec.kafka.listeners[0].tls")]
    [InlineData("      tls: false\n", "", "spec.kafka.listeners[0]")]
    [InlineData("partitions: 3", "partitions: three", "spec.partitions")]
    public void A_fault_in_the_brokers_is_seen_by_Strimzis_schemas(string text, string broken, string path)
    {
        var yaml = GoldenFiles.Read("aks-kata-cc-public")[PublishedNames.KafkaFile].Replace(text, broken, StringComparison.Ordinal);

        Assert.Contains(Documents(yaml).SelectMany(StrimziSchemas.Violations), violation => violation.StartsWith(path, StringComparison.Ordinal));
    }

    [Fact]
    public void The_attested_consumer_is_confidential_and_the_counter_proof_is_not()
    {
        var objects = ReadStrictly("aks-kata-cc-public");
        var consumer = Deployment(objects, "consumer");
        var plain = Deployment(objects, "consumer-plain");

        Assert.Equal(("kata-cc-isolation", "workload-identity-sa"), (consumer.RuntimeClassName, consumer.ServiceAccountName));
        Assert.Equal(["skr", "consumer"], consumer.Containers.Select(container => container.Name));
        Assert.Null(plain.RuntimeClassName);
        Assert.Null(plain.ServiceAccountName);
        Assert.Equal(["consumer-plain"], plain.Containers.Select(container => container.Name));
        Assert.Equal(consumer.Containers[1].Image, plain.Containers[0].Image);
        Assert.DoesNotContain(plain.Containers[0].Env, variable => variable.Name.StartsWith("Skr", StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_is_reached_at_port_80_and_nothing_else_of_the_pod_is_reached()
    {
        var objects = ReadStrictly("external-brokers");
        var service = objects.OfType<V1Service>().Single(item => item.Metadata.Name == "consumer");
        var policy = objects.OfType<V1NetworkPolicy>().Single(item => item.Metadata.Name == "consumer");

        Assert.Equal(("LoadBalancer", 80, "http"), (service.Spec.Type, service.Spec.Ports[0].Port, service.Spec.Ports[0].TargetPort.Value));
        Assert.Equal(["203.0.113.0/24", "2001:db8::/32"], service.Spec.LoadBalancerSourceRanges);
        Assert.Equal("3333", Assert.Single(Assert.Single(policy.Spec.Ingress).Ports).Port.Value);
        Assert.Empty(Deployment(objects, "consumer").Containers[0].Ports ?? []);
    }

    [Fact]
    public void Event_Hubs_is_spoken_to_with_the_pods_identity_and_no_password()
    {
        var objects = ReadStrictly("event-hubs");

        foreach (var program in (string[])["consumer", "consumer-plain", "producer"])
        {
            var pod = Deployment(objects, program);
            var environment = pod.Containers[^1].Env.ToDictionary(variable => variable.Name, variable => variable.Value);
            Assert.Equal("workload-identity-sa", pod.ServiceAccountName);
            Assert.Equal("ccdemo-hubs.servicebus.windows.net:9093", environment["ConnectionStrings__kafka"]);
            Assert.Equal(("SASL_SSL", "OAUTHBEARER"), (environment["Kafka__Client__security.protocol"], environment["Kafka__Client__sasl.mechanism"]));
            Assert.Equal("https://ccdemo-hubs.servicebus.windows.net/.default", environment["Kafka__AzureIdentity__Scope"]);
        }

        Assert.DoesNotContain(PublishedNames.KafkaFile, GoldenFiles.Read("event-hubs").Keys);
    }

    [Fact]
    public void The_files_are_listed_in_the_order_in_which_they_are_applied()
    {
        var kustomization = KubernetesYaml.Deserialize<Kustomization>(GoldenFiles.Read("aks-kata-cc-public")[PublishedNames.KustomizationFile], strict: true);

        Assert.Equal(
            ["namespace.yaml", "kafka.yaml", "message-key.yaml", "network-policies.yaml", "consumer.yaml", "consumer-plain.yaml", "producer.yaml"],
            kustomization.Resources);
    }

    private static V1PodSpec Deployment(IReadOnlyList<object> objects, string name)
        => objects.OfType<V1Deployment>().Single(deployment => deployment.Metadata.Name == name).Spec.Template.Spec;

    private static IReadOnlyList<object> ReadStrictly(string deployment)
    {
        var files = GoldenFiles.Read(deployment);
        return [.. _manifests.Where(files.ContainsKey).SelectMany(name => KubernetesYaml.LoadAllFromString(files[name], KubernetesTypes.Map, strict: true))];
    }

    private static List<YamlNode> Documents(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. stream.Documents.Select(document => document.RootNode)];
    }
}
