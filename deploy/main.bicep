metadata name = 'CcDemo'
metadata description = 'What CcDemo needs of Azure: a cluster, a confidential node pool, an identity, a key vault and an attestation provider.'

targetScope = 'resourceGroup'

@description('The region of everything that is made here.')
param location string = resourceGroup().location

@description('Where the consumer runs confidentially. Only aks-kata-cc needs a node pool for it.')
@allowed([
  'aks-kata-cc'
  'aci-virtual-nodes'
  'coco'
])
param profile string = 'aks-kata-cc'

@description('The AKS cluster.')
@minLength(1)
@maxLength(54)
param clusterName string = 'ccdemo'

@description('The cluster is there already, in this resource group, and is left as it is but for the pool.')
param existingCluster bool = false

@description('The confidential node pool.')
@minLength(1)
@maxLength(12)
param nodePoolName string = 'nodepool2'

@description('The Kubernetes version of a new cluster; empty: the default of the region.')
param kubernetesVersion string = ''

@description('The size of the node in the system pool of a new cluster.')
param systemNodeSize string = profile == 'aks-kata-cc' ? 'Standard_DC4as_cc_v5' : 'Standard_D4as_v5'

@description('The size of the confidential nodes: one that can nest SEV-SNP guests.')
param confidentialNodeSize string = 'Standard_DC4as_cc_v5'

@description('How many confidential nodes.')
@minValue(1)
param confidentialNodeCount int = 2

@description('The user-assigned identity of the workload.')
@minLength(3)
@maxLength(128)
param identityName string = 'ccdemo-workload'

@description('The Kubernetes namespace of the workload.')
@minLength(1)
@maxLength(63)
param kubernetesNamespace string = 'kafka'

@description('The service account that may use the identity.')
@minLength(1)
@maxLength(63)
param serviceAccountName string = 'workload-identity-sa'

@description('For whom the tokens of service accounts are made. The default is the one of the cloud.')
param tokenAudience string = {
  AzureCloud: 'api://AzureADTokenExchange'
  AzureChinaCloud: 'api://AzureADTokenExchangeChina'
  AzureUSGovernment: 'api://AzureADTokenExchangeUSGov'
}[environment().name]

@description('The key vault; its name is unique in the whole cloud.')
@minLength(3)
@maxLength(24)
param vaultName string = 'ccdemo-${uniqueString(resourceGroup().id)}'

@description('Nobody can delete the vault and its keys for good before their time. It cannot be switched off again.')
param purgeProtection bool = false

@description('The attestation provider.')
@minLength(3)
@maxLength(24)
param attestationName string = 'ccdemo${uniqueString(resourceGroup().id)}'

@description('The Event Hubs namespace that takes the place of a Kafka cluster; empty: none.')
@maxLength(50)
param eventHubsNamespaceName string = ''

@description('The topic of the messages, in Event Hubs.')
@minLength(1)
@maxLength(249)
param topic string = 'kafka-demo-topic'

@description('The container registry; empty: none.')
@maxLength(50)
param registryName string = ''

@description('The object id of the person or group that creates the key; empty: nobody gets that role here.')
param operatorPrincipalId string = ''

module cluster 'modules/cluster.bicep' = if (!existingCluster) {
  params: {
    location: location
    name: clusterName
    kubernetesVersion: kubernetesVersion
    nodeSize: systemNodeSize
  }
}

module clusterFacts 'modules/cluster-facts.bicep' = {
  params: {
    name: clusterName
  }
  dependsOn: [
    cluster
  ]
}

module confidentialPool 'modules/confidential-pool.bicep' = if (profile == 'aks-kata-cc') {
  params: {
    clusterName: clusterName
    name: nodePoolName
    nodeSize: confidentialNodeSize
    nodeCount: confidentialNodeCount
  }
  dependsOn: [
    cluster
  ]
}

module identity 'modules/identity.bicep' = {
  params: {
    location: location
    name: identityName
    oidcIssuer: clusterFacts.outputs.oidcIssuer
    kubernetesNamespace: kubernetesNamespace
    serviceAccountName: serviceAccountName
    audience: tokenAudience
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    location: location
    name: vaultName
    purgeProtection: purgeProtection
    workloadIdentityName: identityName
    workloadPrincipalId: identity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
  }
}

module attestation 'modules/attestation.bicep' = {
  params: {
    location: location
    name: attestationName
  }
}

module eventHubs 'modules/event-hubs.bicep' = if (!empty(eventHubsNamespaceName)) {
  params: {
    location: location
    namespaceName: eventHubsNamespaceName
    topic: topic
    workloadIdentityName: identityName
    workloadPrincipalId: identity.outputs.principalId
  }
}

module registryWithPull 'modules/registry.bicep' = if (!empty(registryName)) {
  params: {
    location: location
    name: registryName
    // It names the role assignment too: a cluster that is made anew has another one, and an assignment cannot change hands.
    #disable-next-line what-if-short-circuiting
    kubeletPrincipalId: clusterFacts.outputs.kubeletPrincipalId
  }
}

output location string = location
output identityName string = identityName
output kubernetesNamespace string = kubernetesNamespace
output serviceAccountName string = serviceAccountName

@description('The attestation provider, a host name without scheme.')
output maaEndpoint string = attestation.outputs.endpoint

@description('The key vault, a host name without scheme.')
output vaultEndpoint string = vault.outputs.endpoint

@description('The client id of the identity: the annotation of the service account.')
output identityClientId string = identity.outputs.clientId

@description('The tenant of the identity.')
output tenantId string = tenant().tenantId

@description('The issuer of the tokens of service accounts.')
output oidcIssuer string = clusterFacts.outputs.oidcIssuer

@description('The login server of the container registry; empty when there is none.')
output registry string = empty(registryName) ? '' : registryWithPull!.outputs.loginServer

@description('The Event Hubs namespace, a host name without scheme and port; empty when there is none.')
output eventHubsEndpoint string = empty(eventHubsNamespaceName) ? '' : eventHubs!.outputs.endpoint
