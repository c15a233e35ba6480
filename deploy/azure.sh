# What prepare.sh and up.sh share: settings, and how the Azure CLI is called. To be sourced; bash 3.2 is enough.
# shellcheck shell=bash disable=SC2034 # what looks unused is read by the scripts that source this

# In the order in which they are written. The AppHost refuses a file with a name that it does not know.
setting_names="cloud profile subscription resource-group location cluster node-pool identity-name identity-client-id
namespace service-account registry vault-endpoint maa-endpoint kafka event-hubs-namespace topic"
parameter_file=ccdemo.parameters.json
dry_run=false
foreign_lines=() # of the parameter file: settings of the AppHost that are none of ours, kept as they are

fail() { printf '%s\n' "$@" >&2; exit 1; }
note() { printf '%s\n' "$*" >&2; }

# get NAME: a setting's value, or nothing
get() { local variable="setting_${1//-/_}"; printf '%s' "${!variable-}"; }

# set_to NAME VALUE
set_to() {
  case $2 in *[\"\\]* | *[[:cntrl:]]*) fail "The value of '$1' has a character that no name in Azure has: $2" ;; esac
  printf -v "setting_${1//-/_}" '%s' "$2"
}

# default_to NAME VALUE: if there is none yet
default_to() { [ -n "$(get "$1")" ] || set_to "$1" "$2"; }

is_setting() { case " ${setting_names//$'\n'/ } " in *" $1 "*) true ;; *) false ;; esac; }

# read_parameters: the flat JSON object of the AppHost's parameter file, one pair a line
read_parameters() {
  local line pattern='^[[:space:]]*"([A-Za-z0-9-]+)"[[:space:]]*:[[:space:]]*("([^"\]*)"|true|false|[0-9]+|\[[^]]*\]),?[[:space:]]*$'
  [ -e "$parameter_file" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    if [[ $line =~ ^[[:space:]]*[{}]*[[:space:]]*$ ]]; then
      continue
    elif ! [[ $line =~ $pattern ]]; then
      fail "$parameter_file: not understood: $line" "It is one JSON object with one \"name\": \"value\" pair on each line."
    elif is_setting "${BASH_REMATCH[1]}"; then
      case ${BASH_REMATCH[2]} in
        '"'*) set_to "${BASH_REMATCH[1]}" "${BASH_REMATCH[3]}" ;;
        *) set_to "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" ;;
      esac
    else
      line=${line%"${line##*[![:space:]]}"}
      foreign_lines+=("${line%,}")
    fi
  done <"$parameter_file"
}

# read_template_parameters FILE: the template's parameter file that the AppHost writes
read_template_parameters() {
  local line name='' value
  while IFS= read -r line || [ -n "$line" ]; do
    [[ $line =~ \"([A-Za-z]+)\"[[:space:]]*:[[:space:]]*\{ ]] && name=${BASH_REMATCH[1]}
    [[ $line =~ \"value\"[[:space:]]*:[[:space:]]*(\"([^\"]*)\"|true|false|[0-9]+) ]] \
      || case $line in *'"value"'*) fail "$1: not understood: $line" ;; *) continue ;; esac
    value=${BASH_REMATCH[2]:-${BASH_REMATCH[1]//\"/}}
    case $name in
      location | profile | topic) set_to "$name" "$value" ;;
      clusterName) set_to cluster "$value" ;;
      nodePoolName) set_to node-pool "$value" ;;
      identityName) set_to identity-name "$value" ;;
      kubernetesNamespace) set_to namespace "$value" ;;
      serviceAccountName) set_to service-account "$value" ;;
      eventHubsNamespaceName) set_to event-hubs-namespace "$value" ;;
      registryName) [ "$(registry_name "$(get registry)")" = "$value" ] || set_to registry "$value" ;;
      vaultName) vault=$value ;;
      attestationName) attestation=$value ;;
      kubernetesVersion) kubernetes_version=$value ;;
      operatorPrincipalId) operator=$value ;;
      existingCluster) existing_cluster=$value ;;
      purgeProtection) purge_protection=$value ;;
      *) fail "$1: '$name' is not handed on by this script. Deploy by hand with it: see deploy/README.md." ;;
    esac
  done <"$1"
}

# write_parameters: the settings that have a value, and what else the file held
write_parameters() {
  local name line lines=()
  for name in $setting_names; do
    [ -z "$(get "$name")" ] || lines+=("  \"$name\": \"$(get "$name")\"")
  done
  for line in ${foreign_lines[@]+"${foreign_lines[@]}"}; do
    lines+=("$line")
  done
  {
    printf '{\n'
    for ((i = 0; i < ${#lines[@]} - 1; i++)); do printf '%s,\n' "${lines[$i]}"; done
    printf '%s\n}\n' "${lines[${#lines[@]} - 1]}"
  } >"$parameter_file.new"
  mv "$parameter_file.new" "$parameter_file"
}

# first_label HOST: the name of a resource, from its host name
first_label() { printf '%s' "${1%%.*}"; }

# registry_name REGISTRY: the name of the registry, if it is one in Azure; of another nothing is made
registry_name() {
  case ${1%%/*} in
    *.azurecr.*) first_label "$1" ;;
    *.*) ;;
    *) printf '%s' "${1%%/*}" ;;
  esac
}

# Options that are no settings of the AppHost: up.sh hands all of them on to prepare.sh.
vault='' attestation='' operator='' kubernetes_version='' existing_cluster=false purge_protection=false feature_timeout=1800 poll=15

# read_settings ARGUMENT...: the parameter file, then the arguments, which win
read_settings() {
  local arguments=("$@") name i
  for ((i = 0; i < ${#arguments[@]}; i++)); do
    case ${arguments[$i]} in
      --help | -h) usage; exit 0 ;;
      --parameters)
        parameter_file=${arguments[$((i + 1))]-}
        [ -n "$parameter_file" ] || fail "--parameters needs a file."
        [ -e "$parameter_file" ] || fail "There is no file $parameter_file. To have a new one written: echo {} >$parameter_file"
        ;;
    esac
  done
  if grep -qs 'deploymentParameters.json#' "$parameter_file"; then
    template_file=$parameter_file
    parameter_file=ccdemo.parameters.json
  fi
  read_parameters
  [ -z "${template_file-}" ] || read_template_parameters "$template_file"

  while [ $# -gt 0 ]; do
    name=${1#--}
    [ "$1" != "$name" ] || fail "Unknown argument: $1. See --help."
    case $name in
      dry-run) dry_run=true; shift; continue ;;
      existing-cluster) existing_cluster=true; shift; continue ;;
      purge-protection) purge_protection=true; shift; continue ;;
    esac
    case $name in
      parameters | vault | attestation | operator | kubernetes-version | poll | feature-timeout) ;;
      *) is_setting "$name" || fail "Unknown option: $1. See --help." ;;
    esac
    case ${2-} in '' | --*) fail "$1 needs a value. See --help." ;; esac
    case $name in
      parameters) ;;
      vault | attestation | operator | poll) printf -v "$name" '%s' "$2" ;;
      kubernetes-version) kubernetes_version=$2 ;;
      feature-timeout) feature_timeout=$2 ;;
      *) set_to "$name" "$2" ;;
    esac
    shift 2
  done

  default_to profile aks-kata-cc
  default_to cluster ccdemo
  case $(get profile) in
    aks-kata-cc) default_to node-pool nodepool2 ;;
    aci-virtual-nodes | coco) ;;
    *) fail "There is no profile '$(get profile)': aks-kata-cc, aci-virtual-nodes or coco." ;;
  esac
  case $(get cloud) in
    '' | public | china | usgov) ;;
    AzureCloud) set_to cloud public ;;
    AzureChinaCloud) set_to cloud china ;;
    AzureUSGovernment) set_to cloud usgov ;;
    *) fail "There is no cloud '$(get cloud)': public, china or usgov." ;;
  esac
  [ -n "$(get resource-group)" ] || fail "Which resource group? --resource-group NAME (it is made if it does not exist)."
}

# azure ARGUMENT...: the Azure CLI, on the chosen subscription
azure() {
  local subscription
  subscription=$(get subscription)
  az "$@" --only-show-errors ${subscription:+--subscription "$subscription"}
}

# change ARGUMENT...: the same for what changes something; only printed in a dry run
change() {
  local subscription
  if [ "$dry_run" = true ]; then
    subscription=$(get subscription)
    printf 'az'
    printf ' %q' "$@" ${subscription:+--subscription "$subscription"}
    printf '\n'
  else
    azure "$@"
  fi
}

cloud_cli_name() {
  case $1 in
    public) printf AzureCloud ;;
    china) printf AzureChinaCloud ;;
    usgov) printf AzureUSGovernment ;;
  esac
}

# sign_in_check: the Azure CLI is there, speaks to the cloud that is meant, and somebody is signed in
sign_in_check() {
  local active account
  [ "$dry_run" = false ] || return 0
  command -v az >/dev/null || fail "The Azure CLI (az) is not on the path."
  active=$(az cloud show --query name --output tsv) || fail "'az cloud show' failed."
  if [ -z "$(get cloud)" ]; then
    case $active in
      AzureCloud) set_to cloud public ;;
      AzureChinaCloud) set_to cloud china ;;
      AzureUSGovernment) set_to cloud usgov ;;
      *) fail "CcDemo does not know the cloud '$active'." ;;
    esac
  elif [ "$active" != "$(cloud_cli_name "$(get cloud)")" ]; then
    fail "The Azure CLI is set to $active, but cloud is '$(get cloud)'. Nothing was changed. Switch with" \
      "  az cloud set --name $(cloud_cli_name "$(get cloud)") && az login"
  fi
  account=$(azure account show --query "join(' ', [id, tenantId])" --output tsv) \
    || fail "Not signed in to $active${setting_subscription:+ with access to the subscription $setting_subscription}. Sign in with" "  az login"
  set_to subscription "${account% *}"
  tenant=${account#* }
}

# find_cluster: a cluster that main.bicep did not make, by its tag, is left as it is even without --existing-cluster. Leaves
# "true true" in $cluster_features when its OIDC issuer and its workload identity are on.
find_cluster() {
  local facts
  cluster_features=
  [ "$dry_run" = false ] || return 0
  facts=$(azure aks list --resource-group "$(get resource-group)" --output tsv --query "[?name=='$(get cluster)'].join(' ', [
    to_string(tags.\"made-by\"), to_string(oidcIssuerProfile.enabled), to_string(securityProfile.workloadIdentity.enabled)])")
  case $facts in
    '') [ "$existing_cluster" = false ] || fail "There is no cluster $(get cluster) in $(get resource-group)." ;;
    'ccdemo '*) ;;
    *) existing_cluster=true ;;
  esac
  cluster_features=${facts#* }
}
