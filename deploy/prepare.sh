#!/usr/bin/env bash
# Prepares a subscription for main.bicep: what Bicep cannot do.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=azure.sh
. "$here/azure.sh"

usage() {
  cat <<'USAGE'
Prepares an Azure subscription for deploy/main.bicep: versions, extensions, the preview feature, resource providers, the
resource group, and OIDC issuer and workload identity of an existing cluster. What is done already is left alone.

usage: deploy/prepare.sh --resource-group NAME [OPTIONS]

  --parameters FILE        names are read from here (default: ccdemo.parameters.json, if it exists); options win
  --resource-group NAME    is made if it does not exist
  --location REGION        where; not needed if the group exists
  --cloud NAME             public, china or usgov: refuses if the Azure CLI is set to another (default: what it is set to)
  --subscription ID        default: the Azure CLI's
  --profile NAME           aks-kata-cc (default), aci-virtual-nodes or coco
  --cluster NAME           default: ccdemo
  --existing-cluster       the cluster is there: its OIDC issuer and workload identity are switched on. Found out by itself
                           for a cluster that main.bicep did not make
  --registry NAME, --event-hubs-namespace NAME    register their resource providers too
  --feature-timeout SECONDS    how long to wait for a registration (default 1800), looking every --poll SECONDS (15)
  --dry-run                print the commands that would change something on a fresh subscription, and run nothing
USAGE
}

# at_least VERSION MINIMUM
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

check_cli_version() {
  local version
  [ "$dry_run" = false ] || return 0
  version=$(az version --query '"azure-cli"' --output tsv)
  at_least "$version" 2.44.1 || fail "The Azure CLI is version $version; 2.44.1 is the least: az upgrade"
}

# extension NAME MINIMUM
extension() {
  local version=
  [ "$dry_run" = true ] || version=$(az extension show --name "$1" --query version --output tsv 2>/dev/null || true)
  if [ -z "$version" ]; then
    change extension add --name "$1"
  elif ! at_least "$version" "$2"; then
    change extension update --name "$1"
  else
    note "Extension $1 $version: fine."
  fi
}

# wait_for WHAT ARGUMENT...: until the Azure CLI answers Registered
wait_for() {
  local what=$1 state until=$((SECONDS + feature_timeout))
  shift
  [ "$dry_run" = false ] || return 0
  while state=$(azure "$@" --output tsv) && [ "$state" != Registered ]; do
    [ $SECONDS -lt $until ] || fail "$what is still '$state' after $feature_timeout s. It goes on by itself: run this again later."
    note "$what is '$state', waiting ..."
    sleep "$poll"
  done
  [ "${state-}" = Registered ] || fail "The state of $what could not be read."
}

feature() {
  local ask=(feature show --namespace Microsoft.ContainerService --name "$1" --query properties.state) state=
  [ "$dry_run" = true ] || state=$(azure "${ask[@]}" --output tsv) \
    || fail "The preview feature $1 is not known in this cloud and subscription: the profile $(get profile) is not available here."
  if [ "$state" = Registered ]; then
    note "Feature $1: Registered."
    return
  fi
  change feature register --namespace Microsoft.ContainerService --name "$1" --output none
  wait_for "Feature $1" "${ask[@]}"
  # The provider takes notice of a new feature when it is registered again.
  change provider register --namespace Microsoft.ContainerService --output none
}

provider() {
  local ask=(provider show --namespace "$1" --query registrationState) state=
  [ "$dry_run" = true ] || state=$(azure "${ask[@]}" --output tsv) || fail "The resource provider $1 is not known in this cloud."
  if [ "$state" = Registered ]; then
    note "Provider $1: Registered."
    return
  fi
  change provider register --namespace "$1" --output none
  wait_for "Provider $1" "${ask[@]}"
}

resource_group() {
  local name exists=false
  name=$(get resource-group)
  [ "$dry_run" = true ] || exists=$(azure group exists --name "$name")
  if [ "$exists" = true ]; then
    note "Resource group $name: exists."
    return
  fi
  # A dry run that is not told a place is meant for a group that exists.
  [ -n "$(get location)" ] || [ "$dry_run" = false ] || return 0
  [ -n "$(get location)" ] || fail "The resource group $name does not exist yet. Where shall it be? --location REGION"
  change group create --name "$name" --location "$(get location)" --output none
}

cluster_identity() {
  find_cluster
  [ "$existing_cluster" = true ] || return 0
  if [ "$cluster_features" = 'true true' ]; then
    note "Cluster $(get cluster): is there, OIDC issuer and workload identity are on."
    return
  fi
  change aks update --resource-group "$(get resource-group)" --name "$(get cluster)" --enable-oidc-issuer --enable-workload-identity --output none
}

read_settings "$@"
sign_in_check
[ "$dry_run" = true ] || note "Cloud $(get cloud), subscription $(get subscription), tenant $tenant."
check_cli_version

case $(get profile) in
  aks-kata-cc) extension aks-preview 0.5.169; extension confcom 0.3.3 ;;
  aci-virtual-nodes) extension confcom 0.3.3 ;;
esac
for name in ContainerService KeyVault Attestation ManagedIdentity; do provider "Microsoft.$name"; done
[ -z "$(get event-hubs-namespace)" ] || provider Microsoft.EventHub
[ -z "$(get registry)" ] || provider Microsoft.ContainerRegistry
[ "$(get profile)" != aci-virtual-nodes ] || provider Microsoft.ContainerInstance
[ "$(get profile)" != aks-kata-cc ] || feature KataCcIsolationPreview
resource_group
cluster_identity
