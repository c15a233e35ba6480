metadata description = 'A new AKS cluster with one system pool, an OIDC issuer and workload identity.'

param location string
param name string
@description('Empty: the default of the region.')
param kubernetesVersion string
param nodeSize string

resource cluster 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: name
  location: location
  // By this tag up.sh knows the clusters that it may deploy again.
  tags: {
    'made-by': 'ccdemo'
  }
  sku: {
    name: 'Base'
    tier: 'Free'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    dnsPrefix: name
    kubernetesVersion: empty(kubernetesVersion) ? null : kubernetesVersion
    enableRBAC: true
    agentPoolProfiles: [
      {
        name: 'nodepool1'
        mode: 'System'
        count: 1
        vmSize: nodeSize
        osType: 'Linux'
        osSKU: 'AzureLinux'
      }
    ]
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      // Without an engine a NetworkPolicy is accepted and ignored. Calico filters outside the guest; Cilium's socket
      // load balancing works inside the node's kernel and does not see the sockets of a confidential guest.
      networkPolicy: 'calico'
    }
    oidcIssuerProfile: {
      enabled: true
    }
    securityProfile: {
      workloadIdentity: {
        enabled: true
      }
    }
  }
}
