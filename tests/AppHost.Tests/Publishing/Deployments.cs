namespace CcDemo.AppHost.Tests.Publishing;

/// <summary>The deployments that are published in tests: every profile in every cloud, and every kind of brokers.</summary>
internal static class Deployments
{
    private static readonly Dictionary<string, string[]> _clouds = new()
    {
        ["public"] = ["maa-endpoint=ccdemo.weu.attest.azure.net", "vault-endpoint=ccdemo.vault.azure.net", "registry=ccdemo.azurecr.io/ccdemo"],
        ["china"] = ["maa-endpoint=ccdemo.cn2.attest.azure.cn", "vault-endpoint=ccdemo.vault.azure.cn", "registry=ccdemo.azurecr.cn/ccdemo"],
        ["usgov"] = ["maa-endpoint=ccdemo.ugv.attest.azure.us", "vault-endpoint=ccdemo.managedhsm.usgovcloudapi.net", "registry=ccdemo.azurecr.us/ccdemo"],
    };

    private static readonly Dictionary<string, string[]> _all = Create();

    public static IEnumerable<string> Names => _all.Keys;

    /// <summary>The parameters of a deployment, as the command line gives them.</summary>
    public static string[] Arguments(string name) => [.. _all[name].Select(parameter => $"--Parameters:{parameter}")];

    private static Dictionary<string, string[]> Create()
    {
        string[] common =
        [
            "identity-client-id=6f1a2c54-0d5b-4a86-9a7e-3c1d5b9e0a02", "identity-name=ccdemo-consumer", "resource-group=ccdemo", "cluster=ccdemo", "location=westeurope",
        ];
        var all = new Dictionary<string, string[]>();

        foreach (var profile in (string[])["aks-kata-cc", "aci-virtual-nodes", "coco"])
        {
            foreach (var (cloud, endpoints) in _clouds)
            {
                all[$"{profile}-{cloud}"] = [$"profile={profile}", $"cloud={cloud}", .. endpoints, .. common];
            }
        }

        string[] usual = all["aks-kata-cc-public"];
        all["strimzi-persistent"] = [.. usual, "kafka=strimzi-persistent", "topic=Demo_Topic.1"];
        all["event-hubs"] = [.. usual, "kafka=event-hubs", "event-hubs-namespace=ccdemo-hubs"];
        all["external-brokers"] = [.. usual, "kafka=external", "kafka-bootstrap=a.example.net:9094,b.example.net:9095", "source-ranges=203.0.113.0/24, 2001:db8::/32", "sidecar-user=0"];
        return all;
    }
}
