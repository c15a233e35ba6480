using System.Globalization;
using k8s.Models;

namespace CcDemo.AppHost;

/// <summary>Who may talk to whom: nobody, but for what each program needs.</summary>
internal static class NetworkPolicies
{
    private const string Metadata = "169.254.169.254/32";
    private const string NamespaceName = "kubernetes.io/metadata.name";

    public static string Create(PublishedContainer consumer, PublishedContainer plain, PublishedContainer producer, DeploymentSettings settings)
    {
        V1NetworkPolicyEgressRule[] broker = [Dns(), .. Brokers(settings)];

        return ManifestYaml.Write(
            "Who may talk to whom. Everything that is not listed is denied to the application's pods; the brokers' pods are left to Strimzi.",
            new ManifestDocument(
                Policy(
                    consumer.Name,
                    settings.Namespace,
                    ingress: [new V1NetworkPolicyIngressRule { Ports = [Port(consumer.HttpPort!.Value)] }],
                    egress: [.. broker, Https(), InstanceMetadata()]),
                new()
                {
                    ["spec.ingress"] = "The page, and nothing else of the pod: the sidecar is reachable by nobody.",
                    [string.Create(CultureInfo.InvariantCulture, $"spec.egress[{broker.Length}]")] = "Attestation, the key vault and the token authority.",
                    [string.Create(CultureInfo.InvariantCulture, $"spec.egress[{broker.Length + 1}]")] = "The certificates of the host's processor (THIM).",
                }),
            new ManifestDocument(
                Policy(plain.Name, settings.Namespace, ingress: [FromControlPlane(plain)], egress: [.. broker, .. Tokens(settings)]),
                new() { ["spec.ingress"] = "For verify, which asks through the Kubernetes API." }),
            new ManifestDocument(
                Policy(producer.Name, settings.Namespace, ingress: [FromControlPlane(producer)], egress: [.. broker, .. Tokens(settings)]),
                new() { ["spec.ingress"] = "For kubectl port-forward and the API's proxy." }));
    }

    private static V1NetworkPolicy Policy(
        string program, string @namespace, IList<V1NetworkPolicyIngressRule> ingress, IList<V1NetworkPolicyEgressRule> egress) => new()
        {
            ApiVersion = "networking.k8s.io/v1",
            Kind = "NetworkPolicy",
            Metadata = new V1ObjectMeta { Name = program, NamespaceProperty = @namespace, Labels = Labels.Of(program) },
            Spec = new V1NetworkPolicySpec
            {
                PodSelector = new V1LabelSelector { MatchLabels = Labels.Selecting(program) },
                PolicyTypes = ["Ingress", "Egress"],
                Ingress = ingress,
                Egress = egress,
            },
        };

    private static V1NetworkPolicyEgressRule Dns() => new()
    {
        To = [new V1NetworkPolicyPeer { NamespaceSelector = Namespace("kube-system") }],
        Ports = [Port(53, "UDP"), Port(53)],
    };

    private static IEnumerable<V1NetworkPolicyEgressRule> Brokers(DeploymentSettings settings)
    {
        var ports = settings.KafkaBootstrap.Split(',')
            .Select(server => int.Parse(server[(server.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture))
            .Distinct()
            .Select(port => Port(port))
            .ToList();

        yield return settings.Kafka is KafkaKind.Strimzi or KafkaKind.StrimziPersistent
            ? new V1NetworkPolicyEgressRule
            {
                To = [new V1NetworkPolicyPeer { PodSelector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { [StrimziCluster.Label] = StrimziCluster.Name } } }],
                Ports = ports,
            }
            : new V1NetworkPolicyEgressRule { Ports = ports };
    }

    /// <summary>The authority that turns the pod's identity into a token for the brokers.</summary>
    private static IEnumerable<V1NetworkPolicyEgressRule> Tokens(DeploymentSettings settings)
        => settings.Kafka == KafkaKind.EventHubs ? [Https()] : [];

    private static V1NetworkPolicyEgressRule Https() => new() { Ports = [Port(443)] };

    private static V1NetworkPolicyEgressRule InstanceMetadata() => new()
    {
        To = [new V1NetworkPolicyPeer { IpBlock = new V1IPBlock { Cidr = Metadata } }],
        Ports = [Port(80)],
    };

    private static V1NetworkPolicyIngressRule FromControlPlane(PublishedContainer container) => new()
    {
        FromProperty = [new V1NetworkPolicyPeer { NamespaceSelector = Namespace("kube-system") }],
        Ports = [Port(container.HttpPort!.Value)],
    };

    private static V1LabelSelector Namespace(string name) => new() { MatchLabels = new Dictionary<string, string> { [NamespaceName] = name } };

    private static V1NetworkPolicyPort Port(int port, string protocol = "TCP") => new() { Port = port, Protocol = protocol };
}
