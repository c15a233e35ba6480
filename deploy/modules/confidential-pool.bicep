metadata description = 'A node pool whose pods may run in a confidential guest each: runtime class kata-cc-isolation.'

param clusterName string
param name string
param nodeSize string
param nodeCount int

resource cluster 'Microsoft.ContainerService/managedClusters@2025-05-02-preview' existing = {
  name: clusterName
}

// No label and no taint: the runtime class selects the nodes, and a toleration would be one more thing to keep in step.
resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2025-05-02-preview' = {
  parent: cluster
  name: name
  properties: {
    mode: 'User'
    type: 'VirtualMachineScaleSets'
    count: nodeCount
    vmSize: nodeSize
    osType: 'Linux'
    osSKU: 'AzureLinux'
    workloadRuntime: 'KataCcIsolation'
  }
}
