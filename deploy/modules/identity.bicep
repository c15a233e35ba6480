metadata description = 'The identity of the workload, and the trust that lets one service account of the cluster use it.'

param location string
param name string
param oidcIssuer string
param kubernetesNamespace string
param serviceAccountName string
@description('For whom the token of the service account is made.')
param audience string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location

  resource federation 'federatedIdentityCredentials' = {
    name: '${kubernetesNamespace}-${serviceAccountName}'
    properties: {
      issuer: oidcIssuer
      subject: 'system:serviceaccount:${kubernetesNamespace}:${serviceAccountName}'
      audiences: [
        audience
      ]
    }
  }
}

output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
