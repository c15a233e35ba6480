namespace CcDemo.AppHost;

/// <summary>The confidential pod: sidecar and consumer in one guest, measured together, and the page's service.</summary>
internal static class ConsumerManifest
{
    public static string Create(string program, IReadOnlyList<PublishedContainer> containers, DeploymentSettings settings)
    {
        var template = PodTemplate.Create(program, containers, settings.ServiceAccount);
        var comments = new Dictionary<string, string>
        {
            ["spec.replicas"] = "May be changed: each replica is a guest of its own and attests for itself.",
            ["spec.template"] = "Measured: after a change below, run measure and setup-key again, or the key is refused.",
            ["spec.template.spec.containers[0]"] = "Releases the key. It listens on loopback only, so it has no port, and no probe that could reach one: the consumer's health tells of it.",
            ["spec.template.spec.containers[0].resources"] = "May be changed: limits size the guest. Requests are left out: Kubernetes takes the limits for them.",
        };
        ConfidentialProfile.Apply(template, settings, comments);

        return ManifestYaml.Write(
            "The confidential pod, and its service. This file is what the policy tool reads.",
            new ManifestDocument(WorkloadManifest.Deployment(program, settings.Namespace, template), comments),
            new ManifestDocument(
                WorkloadManifest.ExternalService(program, settings.Namespace, settings.SourceRanges),
                new()
                {
                    [settings.SourceRanges.Count > 0 ? "spec.loadBalancerSourceRanges" : "spec.type"] = settings.SourceRanges.Count > 0
                        ? "May be changed: the networks that may reach the page."
                        : "May be changed: spec.loadBalancerSourceRanges limits the networks that may reach the page (parameter source-ranges).",
                }));
    }
}
