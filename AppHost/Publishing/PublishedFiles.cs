using Aspire.Hosting.Pipelines;

namespace CcDemo.AppHost;

/// <summary>Every file of a deployment, made from the model and the settings; nothing is written here.</summary>
internal static class PublishedFiles
{
    /// <summary>Every name that a file of <c>publish</c> may have.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        PublishedNames.NamespaceFile, PublishedNames.KafkaFile, PublishedNames.NetworkPoliciesFile, PublishedNames.ConsumerFile,
        PublishedNames.ConsumerPlainFile, PublishedNames.ProducerFile, PublishedNames.KustomizationFile,
        PublishedNames.BicepParametersFile, PublishedNames.NextStepsFile,
    ];

    /// <summary>Makes the files.</summary>
    /// <param name="settings">What the deployment is made for.</param>
    /// <param name="image">The address of a program's image.</param>
    /// <param name="context">The model and its environment.</param>
    public static async Task<IReadOnlyList<PublishedFile>> CreateAsync(
        DeploymentSettings settings, Func<string, string> image, PipelineStepContext context)
    {
        ClusterAddresses.Allocate(context.Model);
        Task<PublishedContainer> ContainerAsync(ProjectResource project) => PublishedContainers.CreateAsync(project, settings, image, context);

        var pod = context.Model.Resources.OfType<ConfidentialPodResource>().Single();
        var sidecar = await ContainerAsync(pod.Sidecar);
        var consumer = await ContainerAsync(pod.Workload);
        var plain = await ContainerAsync(context.Model.GetProjectResources().Single(project => project.HasAnnotationOfType<CounterProofAnnotation>()));
        var producer = await ContainerAsync(context.Model.GetProjectResources().Single(project => project.Name == PublishedNames.Producer));

        List<PublishedFile> manifests =
        [
            new(PublishedNames.NamespaceFile, NamespaceManifest.Create(settings)),
            new(PublishedNames.NetworkPoliciesFile, NetworkPolicies.Create(consumer, plain, producer, settings)),
            new(PublishedNames.ConsumerFile, ConsumerManifest.Create(consumer.Name, [sidecar, consumer], settings)),
            new(PublishedNames.ConsumerPlainFile, ServiceManifest.Create(
                "The counter-proof: the same program without the sidecar, the confidential guest and the policy. It shows ciphertext.", plain, settings)),
            new(PublishedNames.ProducerFile, ServiceManifest.Create(
                "The producer: seals with the public key that setup-key hands over, and sends.", producer, settings)),
        ];

        if (KafkaManifest.Create(settings) is { } kafka)
        {
            manifests.Insert(1, new(PublishedNames.KafkaFile, kafka));
        }

        var applied = manifests.Select(file => file.Name).ToList();
        applied.Insert(applied.IndexOf(PublishedNames.NetworkPoliciesFile), PublishedNames.MessageKeyFile);

        return
        [
            .. manifests,
            new(PublishedNames.KustomizationFile, Kustomization.Create(applied)),
            new(PublishedNames.BicepParametersFile, BicepParameters.Create(settings)),
            new(PublishedNames.NextStepsFile, NextSteps.Create(settings)),
        ];
    }
}
