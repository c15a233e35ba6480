using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;

namespace CcDemo.AppHost;

/// <summary>The files about the message key: for people, for the original demo's tools, and for the cluster.</summary>
internal static class MessageKeyFiles
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The key's PEM, its description, its release policy and the ConfigMap that the producer follows.</summary>
    public static IReadOnlyCollection<PublishedFile> Create(DeploymentSettings settings, MessageKey key, string releasePolicyFile)
    {
        var publicKeyFile = $"{settings.KeyName}-pub.pem";
        return
        [
            new(publicKeyFile, key.PublicKeyPem.ReplaceLineEndings("\n") + "\n"),
            new($"{settings.KeyName}-info.json", Info(settings, publicKeyFile)),
            new($"{settings.KeyName}-release-policy.json", releasePolicyFile),
            new(PublishedNames.MessageKeyFile, ConfigMap(settings, key)),
        ];
    }

    private static string Info(DeploymentSettings settings, string publicKeyFile) => new JsonObject
    {
        ["public_key_path"] = publicKeyFile,
        ["kms_endpoint"] = settings.VaultEndpoint,
        ["attester_endpoint"] = settings.MaaEndpoint,
    }.ToJsonString(_readable) + "\n";

    private static string ConfigMap(DeploymentSettings settings, MessageKey key) => ManifestYaml.Write(
        $"Written by {StepNames.SetupKey}: the public key that seals the messages. The producer follows its changes without a restart.",
        new ManifestDocument(new V1ConfigMap
        {
            ApiVersion = "v1",
            Kind = "ConfigMap",
            Metadata = new V1ObjectMeta { Name = PublishedNames.MessageKeyConfigMap, NamespaceProperty = settings.Namespace, Labels = Labels.Application },
            Data = new Dictionary<string, string>
            {
                ["Producer__KeyId"] = key.Id,
                ["Producer__PublicKey"] = key.PublicKeyPem.ReplaceLineEndings("\n") + "\n",
            },
        }));
}
