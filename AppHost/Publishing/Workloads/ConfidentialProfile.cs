using k8s.Models;

namespace CcDemo.AppHost;

/// <summary>What makes a pod confidential, by profile.</summary>
internal static class ConfidentialProfile
{
    /// <summary>Puts the pod into a confidential guest.</summary>
    /// <param name="template">The pod.</param>
    /// <param name="settings">The profile, and the runtime class.</param>
    /// <param name="comments">Takes comments on what is put in, by path from the deployment.</param>
    public static void Apply(V1PodTemplateSpec template, DeploymentSettings settings, Dictionary<string, string> comments)
    {
        const string spec = "spec.template.spec";

        switch (settings.Profile)
        {
            case DeploymentProfile.AksKataCc:
                template.Spec.RuntimeClassName = settings.RuntimeClass;
                comments[$"{spec}.runtimeClassName"] = "The confidential guest of a node pool with the workload runtime KataCcIsolation. Check that AKS still offers it for new pools.";
                comments[$"{spec}.volumes"] = "endor-loc is the signed endorsement of the utility VM, which attestation wants to see; browser-token is made by deploy and is not measured.";
                break;

            case DeploymentProfile.AciVirtualNodes:
                template.Spec.NodeSelector = new Dictionary<string, string> { ["virtualization"] = "virtualnode2" };
                template.Spec.Tolerations = [new V1Toleration { Key = "virtual-kubelet.io/provider", OperatorProperty = "Exists", Effect = "NoSchedule" }];
                comments[$"{spec}.nodeSelector"] = "The virtual node on Azure Container Instances; the policy annotation makes its container group confidential.";
                break;

            case DeploymentProfile.Coco:
                template.Spec.RuntimeClassName = settings.RuntimeClass;
                comments[$"{spec}.runtimeClassName"] = "A runtime class of the Confidential Containers operator: kata-qemu-snp on SNP hosts, kata-remote for peer pods (parameter runtime-class).";
                break;
        }
    }
}
