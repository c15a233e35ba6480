namespace CcDemo.AppHost;

/// <summary>An ordinary pod of one program, and its service inside the cluster.</summary>
internal static class ServiceManifest
{
    public static string Create(string heading, PublishedContainer container, DeploymentSettings settings)
    {
        // Brokers that want a token take that of the workload identity; nothing else in an ordinary pod needs one.
        var identity = settings.Kafka == KafkaKind.EventHubs ? settings.ServiceAccount : null;
        var template = PodTemplate.Create(container.Name, [container], identity);
        template.Spec.AutomountServiceAccountToken = false;
        template.Spec.SecurityContext = new() { RunAsNonRoot = true };

        return ManifestYaml.Write(
            heading,
            new ManifestDocument(
                WorkloadManifest.Deployment(container.Name, settings.Namespace, template),
                new()
                {
                    ["spec.replicas"] = "May be changed.",
                    ["spec.template.spec.containers[0].env"] = "May be changed: nothing here is measured.",
                }),
            new ManifestDocument(WorkloadManifest.Service(container.Name, settings.Namespace)));
    }
}
