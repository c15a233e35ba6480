namespace CcDemo.AppHost;

/// <summary>Where the confidential pod runs: the parameter <c>profile</c>, in kebab case.</summary>
internal enum DeploymentProfile
{
    /// <summary><c>aks-kata-cc</c>: a node pool of AKS with the workload runtime KataCcIsolation.</summary>
    AksKataCc,

    /// <summary><c>aci-virtual-nodes</c>: virtual nodes on Azure Container Instances, confidential groups.</summary>
    AciVirtualNodes,

    /// <summary><c>coco</c>: a cluster with the CNCF Confidential Containers operator.</summary>
    Coco,
}
