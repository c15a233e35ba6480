metadata description = 'The attestation provider: it checks the hardware report and signs the token that the vault trusts.'

import { hostName } from 'host-name.bicep'

param location string
param name string

resource provider 'Microsoft.Attestation/attestationProviders@2021-06-01' = {
  name: name
  location: location
  properties: {}
}

@description('The host name of the provider.')
output endpoint string = hostName(provider.properties.attestUri)
