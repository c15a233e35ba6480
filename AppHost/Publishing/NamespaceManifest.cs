using k8s.Models;

namespace CcDemo.AppHost;

/// <summary>The namespace of everything, and the service account that is federated with the identity.</summary>
internal static class NamespaceManifest
{
    private const string ClientIdAnnotation = "azure.workload.identity/client-id";

    public static string Create(DeploymentSettings settings) => ManifestYaml.Write(
        "The namespace, and the service account that the identity trusts (federated credential).",
        new ManifestDocument(new V1Namespace
        {
            ApiVersion = "v1",
            Kind = "Namespace",
            Metadata = new V1ObjectMeta { Name = settings.Namespace, Labels = Labels.Application },
        }),
        new ManifestDocument(
            new V1ServiceAccount
            {
                ApiVersion = "v1",
                Kind = "ServiceAccount",
                Metadata = new V1ObjectMeta
                {
                    Name = settings.ServiceAccount,
                    NamespaceProperty = settings.Namespace,
                    Labels = Labels.Application,
                    Annotations = new Dictionary<string, string> { [ClientIdAnnotation] = settings.IdentityClientId },
                },
                AutomountServiceAccountToken = false,
            },
            new()
            {
                ["metadata.annotations"] = "The identity that may release the key. Its federated credential names this namespace and account.",
                ["automountServiceAccountToken"] = "Nothing in the application talks to the Kubernetes API.",
            }));
}
