metadata description = 'What the other parts must know of a cluster, be it new or existing.'

param name string

resource cluster 'Microsoft.ContainerService/managedClusters@2025-05-01' existing = {
  name: name
}

@description('The issuer of the tokens of service accounts.')
output oidcIssuer string = cluster.properties.oidcIssuerProfile.issuerURL

@description('The object id of the identity with which the nodes pull images.')
output kubeletPrincipalId string = cluster.properties.identityProfile.kubeletidentity.objectId
