using System.Globalization;

namespace CcDemo.AppHost;

/// <summary>The addresses that the endpoints of the model have in the cluster.</summary>
internal static class ClusterAddresses
{
    /// <summary>The port of every published service.</summary>
    public const int ServicePort = 80;

    private const int DefaultTargetPort = 8080;

    /// <summary>
    /// Gives every endpoint its address: from then on references to endpoints, and expressions that contain them, resolve
    /// by themselves, as they do in a local run.
    /// </summary>
    public static void Allocate(DistributedApplicationModel model)
    {
        foreach (var project in model.GetProjectResources())
        {
            foreach (var endpoint in project.Annotations.OfType<EndpointAnnotation>())
            {
                var target = endpoint.TargetPort ?? DefaultTargetPort;
                var isSidecar = project.IsSidecar();
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(
                    endpoint,
                    isSidecar ? "localhost" : project.Name,
                    isSidecar ? target : ServicePort,
                    targetPortExpression: target.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>Whether the project has no pod of its own but runs beside another one, which alone reaches it.</summary>
    public static bool IsSidecar(this ProjectResource project)
        => project.TryGetLastAnnotation<ConfidentialPodAnnotation>(out var annotation) && annotation.Pod.Sidecar == project;
}
