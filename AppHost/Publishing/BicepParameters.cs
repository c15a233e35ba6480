using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>The parameters of <c>deploy/main.bicep</c>, as far as the settings tell them.</summary>
internal static class BicepParameters
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, NewLine = "\n" };

    public static string Create(DeploymentSettings settings)
    {
        var registry = settings.Registry.Split('/')[0];
        var parameters = new JsonObject();

        foreach (var (name, value) in new (string, string)[]
        {
            ("location", settings.Location),
            ("profile", settings.Profile.ToSettingName()),
            ("clusterName", settings.Cluster),
            ("nodePoolName", settings.NodePool),
            ("identityName", settings.IdentityName),
            ("kubernetesNamespace", settings.Namespace),
            ("serviceAccountName", settings.ServiceAccount),
            ("vaultName", settings.VaultName),
            ("attestationName", settings.MaaEndpoint.Split('.')[0]),
            ("eventHubsNamespaceName", settings.EventHubsNamespace),
            ("topic", settings.Topic),
            ("registryName", registry.EndsWith($".{settings.Cloud.RegistrySuffix}", StringComparison.Ordinal) ? registry.Split('.')[0] : ""),
        })
        {
            if (value.Length > 0)
            {
                parameters[name] = new JsonObject { ["value"] = value };
            }
        }

        return new JsonObject
        {
            ["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
            ["contentVersion"] = "1.0.0.0",
            ["parameters"] = parameters,
        }.ToJsonString(_indented) + "\n";
    }
}
