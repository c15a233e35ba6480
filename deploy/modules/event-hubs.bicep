metadata description = 'Event Hubs in place of a Kafka cluster: its Kafka endpoint, the topic and the topic of dead letters.'

import { hostName } from 'host-name.bicep'

param location string
param namespaceName string
param topic string
@description('The identity of the workload: it sends, receives, and sends to the dead letters.')
param workloadIdentityName string
param workloadPrincipalId string

var roles = {
  eventHubsDataSender: '2b629674-e913-4c01-ae53-ef4638d8f975'
  eventHubsDataReceiver: 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'
}

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: namespaceName
  location: location
  sku: {
    // The Kafka endpoint begins with this tier.
    name: 'Standard'
    tier: 'Standard'
    capacity: 1
  }
  properties: {
    kafkaEnabled: true
    minimumTlsVersion: '1.2'
    // Tokens of Microsoft Entra ID only: there is no key that could leak.
    disableLocalAuth: true
  }
}

resource hub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = [
  for name in [topic, '${topic}-dlq']: {
    parent: namespace
    name: name
    properties: {
      partitionCount: 4
      retentionDescription: {
        cleanupPolicy: 'Delete'
        retentionTimeInHours: 24
      }
    }
  }
]

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for id in [roles.eventHubsDataSender, roles.eventHubsDataReceiver]: {
    scope: namespace
    name: guid(namespace.id, workloadIdentityName, id)
    properties: {
      principalId: workloadPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', id)
    }
  }
]

@description('The host name of the namespace; its Kafka port is 9093.')
output endpoint string = hostName(namespace.properties.serviceBusEndpoint)
