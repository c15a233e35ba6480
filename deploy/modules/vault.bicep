metadata description = 'The key vault: Premium, since only keys in an HSM can be released, and with roles instead of access policies.'

import { hostName } from 'host-name.bicep'

param location string
param name string
@description('Once on, it cannot be switched off, and a deleted vault keeps its name until its keys may be gone for good.')
param purgeProtection bool
@description('The identity of the workload. It may ask for a release, and nothing else.')
param workloadIdentityName string
param workloadPrincipalId string
@description('Who creates the key; empty: nobody gets that role here.')
param operatorPrincipalId string

var roles = {
  keyVaultCryptoServiceReleaseUser: '08bbd89e-9f13-488c-ac41-acfcb10c90ab'
  keyVaultCryptoOfficer: '14b46e9e-c2b7-41b4-b07b-48a6ebf60603'
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'premium'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    // The service knows true and "not set", but no false.
    enablePurgeProtection: purgeProtection ? true : null
  }
}

resource releaseRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, workloadIdentityName, roles.keyVaultCryptoServiceReleaseUser)
  properties: {
    principalId: workloadPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.keyVaultCryptoServiceReleaseUser
    )
  }
}

resource officerRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  scope: vault
  name: guid(vault.id, operatorPrincipalId, roles.keyVaultCryptoOfficer)
  properties: {
    principalId: operatorPrincipalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultCryptoOfficer)
  }
}

@description('The host name of the vault.')
output endpoint string = hostName(vault.properties.vaultUri)
