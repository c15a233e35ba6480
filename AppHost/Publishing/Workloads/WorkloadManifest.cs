using k8s.Models;

namespace CcDemo.AppHost;

/// <summary>The deployment of a program and the service by which it is reached.</summary>
internal static class WorkloadManifest
{
    /// <summary>The deployment of a pod template.</summary>
    public static V1Deployment Deployment(string program, string @namespace, V1PodTemplateSpec template) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = new V1ObjectMeta { Name = program, NamespaceProperty = @namespace, Labels = Labels.Of(program) },
        Spec = new V1DeploymentSpec
        {
            Replicas = 1,
            Selector = new V1LabelSelector { MatchLabels = Labels.Selecting(program) },
            Template = template,
        },
    };

    /// <summary>The service inside the cluster: port 80 to the port that the pod names.</summary>
    public static V1Service Service(string program, string @namespace) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = new V1ObjectMeta { Name = program, NamespaceProperty = @namespace, Labels = Labels.Of(program) },
        Spec = new V1ServiceSpec
        {
            Type = "ClusterIP",
            Selector = Labels.Selecting(program),
            Ports = [new V1ServicePort { Name = PodTemplate.HttpPortName, Port = ClusterAddresses.ServicePort, TargetPort = PodTemplate.HttpPortName, Protocol = "TCP" }],
        },
    };

    /// <summary>The service that the world reaches, perhaps from some networks only.</summary>
    public static V1Service ExternalService(string program, string @namespace, IReadOnlyList<string> sourceRanges)
    {
        var service = Service(program, @namespace);
        service.Spec.Type = "LoadBalancer";
        // A login is known to the replica that it was made at.
        service.Spec.SessionAffinity = "ClientIP";
        service.Spec.LoadBalancerSourceRanges = sourceRanges.Count > 0 ? [.. sourceRanges] : null;
        return service;
    }
}
