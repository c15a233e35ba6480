#!/usr/bin/env bash
# Makes everything that CcDemo needs in Azure, and writes what the AppHost must know of it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=azure.sh
. "$here/azure.sh"

usage() {
  cat <<'USAGE'
Makes everything that CcDemo needs in Azure: prepare.sh, then main.bicep; then writes names and endpoints to the AppHost's
parameter file. It may be run again: what is there is kept.

usage: deploy/up.sh --resource-group NAME --location REGION [OPTIONS]

  --parameters FILE        read and written (default: ccdemo.parameters.json, which need not exist); options win over it.
                           The main.parameters.json that the AppHost's publish writes does as well: then its names are
                           taken, and the file of the default name is written
  --vault NAME, --attestation NAME    default: the names in the file, else ones made from the resource group
  --registry NAME          a container registry is made, and the cluster may pull from it (default: none)
  --event-hubs-namespace NAME    Event Hubs in place of a Kafka cluster (default: none), with the topic --topic NAME
  --node-pool NAME, --kubernetes-version VERSION, --identity-name NAME, --namespace NAME, --service-account NAME
  --operator ID            object id of who may create the key (default: the user who is signed in); none: nobody
  --purge-protection       of the vault; it cannot be switched off again
and the options of prepare.sh, which are handed on: see deploy/prepare.sh --help.

The AppHost's other parameters may stand in the file too; they are kept. The confidential nodes cost money for as long as they run: see docs/azure.md.
USAGE
}

find_operator() {
  if [ -z "$operator" ] && [ "$dry_run" = false ]; then
    operator=$(az ad signed-in-user show --query id --output tsv --only-show-errors 2>/dev/null) || {
      note "Who is signed in could not be found out (a service principal?): nobody gets the right to create the key. See --operator."
      operator=none
    }
  fi
  [ "$operator" != none ] || operator=''
}

# template_parameter NAME VALUE: unless the value is empty, so that the template's default holds
template_parameter() { [ -z "$2" ] || template_parameters+=("$1=$2"); }

read_settings "$@"
"$here/prepare.sh" "$@"
sign_in_check
find_cluster
find_operator

template_parameters=()
template_parameter location "$(get location)"
template_parameter profile "$(get profile)"
template_parameter clusterName "$(get cluster)"
template_parameter existingCluster "$existing_cluster"
template_parameter nodePoolName "$(get node-pool)"
template_parameter kubernetesVersion "$kubernetes_version"
template_parameter identityName "$(get identity-name)"
template_parameter kubernetesNamespace "$(get namespace)"
template_parameter serviceAccountName "$(get service-account)"
template_parameter vaultName "${vault:-$(first_label "$(get vault-endpoint)")}"
template_parameter attestationName "${attestation:-$(first_label "$(get maa-endpoint)")}"
template_parameter eventHubsNamespaceName "$(first_label "$(get event-hubs-namespace)")"
template_parameter topic "$(get topic)"
template_parameter registryName "$(registry_name "$(get registry)")"
template_parameter operatorPrincipalId "$operator"
[ "$purge_protection" = false ] || template_parameter purgeProtection true

deployment=(deployment group create --name ccdemo --resource-group "$(get resource-group)"
  --template-file "$here/main.bicep" --parameters "${template_parameters[@]}")

if [ "$dry_run" = true ]; then
  change "${deployment[@]}"
  exit 0
fi

note "Deploying main.bicep to $(get resource-group): a new cluster takes about ten minutes ..."
facts=$(azure "${deployment[@]}" --output tsv --query "[
  properties.outputs.location.value, properties.outputs.identityName.value,
  properties.outputs.kubernetesNamespace.value, properties.outputs.serviceAccountName.value,
  properties.outputs.identityClientId.value, properties.outputs.maaEndpoint.value, properties.outputs.vaultEndpoint.value,
  properties.outputs.oidcIssuer.value, properties.outputs.registry.value,
  'end']") || fail "The deployment failed; the reason stands above. docs/azure.md lists what often goes wrong."

answers=()
while IFS= read -r line; do answers+=("$line"); done <<<"$facts"
[ "${answers[9]-}" = end ] || fail "The deployment succeeded, but its answer was not understood: $facts"

i=0
for name in location identity-name namespace service-account identity-client-id maa-endpoint vault-endpoint; do
  set_to "$name" "${answers[$i]}"
  i=$((i + 1))
done
issuer=${answers[7]} registry=${answers[8]}
if [ -n "$registry" ]; then
  path=$(get registry)
  case $path in */*) set_to registry "$registry/${path#*/}" ;; *) set_to registry "$registry" ;; esac
fi
[ -z "$(get event-hubs-namespace)" ] || default_to kafka event-hubs
write_parameters

cat <<NEXT
Attestation    $(get maa-endpoint)
Vault          $(get vault-endpoint)
Identity       $(get identity-client-id)
OIDC issuer    $issuer
Registry       ${registry:-none}
Written to $parameter_file.

Next, the credentials of the cluster, and the manifests:
  az aks get-credentials --resource-group $(get resource-group) --name $(get cluster) --subscription $(get subscription)
  dotnet run --project AppHost -- publish --parameters $parameter_file
NEXT
