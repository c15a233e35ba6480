namespace CcDemo.AppHost.Tests;

/// <summary>The API of a cluster that lacks nothing.</summary>
internal static class ReadyCluster
{
    public const string Version = "/version";
    public const string RuntimeClass = "/apis/node.k8s.io/v1/runtimeclasses/kata-cc-isolation";
    public const string Nodes = "/api/v1/nodes?labelSelector=kubernetes.azure.com%2Fkata-cc-isolation%3Dtrue";
    public const string VirtualNodes = "/api/v1/nodes?labelSelector=virtualization%3Dvirtualnode2";
    public const string Webhooks = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
    public const string Strimzi = "/apis/kafka.strimzi.io";
    public const string StrimziKinds = "/apis/kafka.strimzi.io/v1";

    public const string OneReadyNode = $$$"""{"items":[{"status":{{{ReadyStatus}}}}]}""";

    private const string ConfidentialClass = """{"metadata":{"name":"kata-cc-isolation"},"handler":"kata-cc","scheduling":{"nodeSelector":{"kubernetes.azure.com/kata-cc-isolation":"true"}}}""";
    private const string ReadyStatus = """{"conditions":[{"type":"MemoryPressure","status":"False"},{"type":"Ready","status":"True"}]}""";
    private const string IdentityWebhook = """{"metadata":{"name":"azure-wi-webhook-mutating-webhook-configuration"},"webhooks":[{"name":"mutation.azure-workload-identity.io"}]}""";

    /// <summary>Gives the stand-in that objects are applied to what a deployment finds in a cluster; Strimzi's kinds it has.</summary>
    public static void Fill(StandInCluster cluster)
    {
        cluster.Put(RuntimeClass, Controllers.Json(ConfidentialClass));
        cluster.Put("/api/v1/nodes/confidential-1", Controllers.Json($$$"""{"metadata":{"name":"confidential-1","labels":{"kubernetes.azure.com/kata-cc-isolation":"true"}},"status":{{{ReadyStatus}}}}"""));
        cluster.Put($"{Webhooks}/azure-wi-webhook-mutating-webhook-configuration", Controllers.Json(IdentityWebhook));
    }

    public static StandInServer Fill(StandInServer server) => server
        .Answers(Version, """{"major":"1","minor":"32","gitVersion":"v1.32.6"}""")
        .Answers(RuntimeClass, ConfidentialClass)
        .Answers(Nodes, OneReadyNode)
        .Answers(VirtualNodes, OneReadyNode)
        .Answers(Webhooks, $$$"""{"items":[{"metadata":{"name":"other"}},{{{IdentityWebhook}}}]}""")
        .Answers(Strimzi, """{"versions":[{"groupVersion":"kafka.strimzi.io/v1"},{"groupVersion":"kafka.strimzi.io/v1beta2"}]}""")
        .Answers(StrimziKinds, """{"resources":[{"name":"kafkas"},{"name":"kafkas/status"},{"name":"kafkanodepools"},{"name":"kafkatopics"}]}""");
}
