using System.Text.Json.Nodes;
using CcDemo.Attestation;

namespace CcDemo.Deploy.Tests.Bicep;

public sealed class DeploymentTests
{
    private const string ReleaseUser = "08bbd89e-9f13-488c-ac41-acfcb10c90ab";
    private const string CryptoOfficer = "14b46e9e-c2b7-41b4-b07b-48a6ebf60603";
    private const string DataSender = "2b629674-e913-4c01-ae53-ef4638d8f975";
    private const string DataReceiver = "a638d3c7-ab3a-418d-83e6-5f17a39d4fde";
    private const string AcrPull = "7f951dda-4ed3-4680-a7ca-43fe172d538d";

    private const string Operator = "00000000-0000-0000-0000-0000000000aa";
    private const string Federation = "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials";
    private const string Pool = "Microsoft.ContainerService/managedClusters/agentPools";

    /// <summary>Every name given, and everything asked for that there is.</summary>
    private static readonly string[] _everything =
    [
        "param clusterName = 'mine'",
        "param kubernetesVersion = '1.33.1'",
        "param identityName = 'id-1'",
        "param kubernetesNamespace = 'here'",
        "param serviceAccountName = 'me'",
        "param tokenAudience = 'api://mine'",
        "param vaultName = 'vault'",
        "param purgeProtection = true",
        "param eventHubsNamespaceName = 'hubs'",
        "param topic = 'news'",
        "param registryName = 'images'",
        $"param operatorPrincipalId = '{Operator}'",
    ];

    [BicepFact]
    public async Task Without_parameters_a_cluster_a_pool_an_identity_a_vault_and_an_attestation_provider_are_made()
        => Assert.Equal(
            [
                "Attestation/attestationProviders",
                "Authorization/roleAssignments",
                "ContainerService/managedClusters",
                "ContainerService/managedClusters/agentPools",
                "KeyVault/vaults",
                "ManagedIdentity/userAssignedIdentities",
                "ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
            ],
            (await Prediction.OfAsync()).Types);

    [BicepFact]
    public async Task A_new_cluster_has_an_OIDC_issuer_and_workload_identity_and_enforces_network_policies()
    {
        var cluster = (await Prediction.OfAsync(_everything)).The("Microsoft.ContainerService/managedClusters");

        Assert.Equal("mine", (string?)cluster["name"]);
        Assert.Equal("1.33.1", (string?)Property(cluster, "kubernetesVersion"));
        Assert.True((bool?)Property(cluster, "oidcIssuerProfile", "enabled"));
        Assert.True((bool?)Property(cluster, "securityProfile", "workloadIdentity", "enabled"));
        Assert.True((bool?)Property(cluster, "enableRBAC"));
        Assert.Equal("calico", (string?)Property(cluster, "networkProfile", "networkPolicy"));
        var pool = Assert.Single(Property(cluster, "agentPoolProfiles")!.AsArray())!;
        Assert.Equal("System AzureLinux Standard_DC4as_cc_v5 1", $"{pool["mode"]} {pool["osSKU"]} {pool["vmSize"]} {pool["count"]}");
    }

    [BicepFact]
    public async Task An_existing_cluster_gets_the_pool_and_is_left_as_it_is()
    {
        var prediction = await Prediction.OfAsync("param existingCluster = true", "param clusterName = 'mine'", "param nodePoolName = 'kata'");

        Assert.Empty(prediction.All("Microsoft.ContainerService/managedClusters"));
        Assert.Equal("mine/kata", (string?)prediction.The(Pool)["name"]);
        Assert.Contains("oidcIssuer", prediction.Output("oidcIssuer"), StringComparison.Ordinal);
    }

    [BicepFact]
    public async Task The_confidential_pool_runs_each_pod_in_a_guest_of_its_own()
    {
        var pool = (await Prediction.OfAsync()).The(Pool);

        Assert.Equal("KataCcIsolation", (string?)Property(pool, "workloadRuntime"));
        Assert.Equal("AzureLinux", (string?)Property(pool, "osSKU"));
        Assert.Equal("Standard_DC4as_cc_v5", (string?)Property(pool, "vmSize"));
        Assert.Equal(2, (int?)Property(pool, "count"));
    }

    [BicepTheory]
    [InlineData("aks-kata-cc", 1)]
    [InlineData("aci-virtual-nodes", 0)]
    [InlineData("coco", 0)]
    public async Task Only_the_profile_that_needs_the_confidential_pool_gets_it(string profile, int pools)
    {
        var prediction = await Prediction.OfAsync($"param profile = '{profile}'");

        Assert.Equal(pools, prediction.All(Pool).Count);
        Assert.Single(prediction.All("Microsoft.KeyVault/vaults"));
    }

    [BicepFact]
    public async Task The_vault_is_Premium_and_knows_roles_only()
    {
        var vault = (await Prediction.OfAsync()).The("Microsoft.KeyVault/vaults");

        Assert.Equal("premium", (string?)Property(vault, "sku", "name"));
        Assert.True((bool?)Property(vault, "enableRbacAuthorization"));
        Assert.Null(Property(vault, "accessPolicies"));
        Assert.Equal(Prediction.Tenant, (string?)Property(vault, "tenantId"));
        Assert.Null(Property(vault, "enablePurgeProtection"));
    }

    [BicepFact]
    public async Task Purge_protection_is_on_when_asked_for()
        => Assert.True((bool?)Property((await Prediction.OfAsync(_everything)).The("Microsoft.KeyVault/vaults"), "enablePurgeProtection"));

    [BicepFact]
    public async Task The_workload_may_release_keys_and_nothing_else_and_nobody_may_create_them()
    {
        var (on, role, principal) = Assert.Single((await Prediction.OfAsync()).Roles);

        Assert.StartsWith("Microsoft.KeyVault/vaults/ccdemo-", on, StringComparison.Ordinal);
        Assert.Equal(ReleaseUser, role);
        Assert.Matches("identity-.*outputs.principalId", principal);
    }

    [BicepFact]
    public async Task The_operator_creates_keys()
    {
        var roles = (await Prediction.OfAsync(_everything)).Roles.Where(role => role.On == "Microsoft.KeyVault/vaults/vault").ToList();

        Assert.Equal([ReleaseUser, CryptoOfficer], roles.Select(role => role.Role));
        Assert.Equal(Operator, roles[1].Principal);
        Assert.NotEqual(Operator, roles[0].Principal);
    }

    [BicepFact]
    public async Task One_service_account_of_the_cluster_may_use_the_identity()
    {
        var federation = (await Prediction.OfAsync(_everything)).The(Federation);

        Assert.Equal("id-1/here-me", (string?)federation["name"]);
        Assert.Equal("system:serviceaccount:here:me", (string?)Property(federation, "subject"));
        Assert.Contains(".outputs.oidcIssuer.value", (string?)Property(federation, "issuer"), StringComparison.Ordinal);
        Assert.Single(Property(federation, "audiences")!.AsArray());
    }

    [BicepFact]
    public async Task The_audience_is_that_of_the_cloud_or_the_one_that_is_given()
    {
        var byCloud = (string?)Property((await Prediction.OfAsync()).The(Federation), "audiences")![0];
        var given = (string?)Property((await Prediction.OfAsync(_everything)).The(Federation), "audiences")![0];

        Assert.EndsWith("[environment().name]]", byCloud, StringComparison.Ordinal);
        Assert.All(AzureCloud.All, cloud => Assert.Contains($"'{cloud.CliName}', '{cloud.TokenExchangeAudience}'", byCloud, StringComparison.Ordinal));
        Assert.Equal("api://mine", given);
    }

    [BicepFact]
    public async Task Event_Hubs_take_tokens_only_and_hold_the_topic_and_its_dead_letters()
    {
        var prediction = await Prediction.OfAsync(_everything);
        var hubs = prediction.The("Microsoft.EventHub/namespaces");

        Assert.True((bool?)Property(hubs, "disableLocalAuth"));
        Assert.True((bool?)Property(hubs, "kafkaEnabled"));
        Assert.Equal("1.2", (string?)Property(hubs, "minimumTlsVersion"));
        Assert.Equal("Standard", (string?)hubs["sku"]!["name"]);
        Assert.Equal(["hubs/news", "hubs/news-dlq"], prediction.All("Microsoft.EventHub/namespaces/eventhubs").Select(hub => (string?)hub["name"]));
        Assert.Equal(
            [DataSender, DataReceiver],
            prediction.Roles.Where(role => role.On == "Microsoft.EventHub/namespaces/hubs").Select(role => role.Role));
        Assert.Contains("outputs.endpoint", prediction.Output("eventHubsEndpoint"), StringComparison.Ordinal);
    }

    [BicepTheory]
    [InlineData("event-hubs")]
    [InlineData("aci-virtual-nodes-china")]
    public async Task The_values_that_publish_writes_suit_the_template(string set)
    {
        var parameters = PublishedSets.Read(PublishedSets.ParameterFile(set));

        var prediction = await Prediction.OfAsync([.. parameters.Select(parameter => $"param {parameter.Key} = '{parameter.Value}'")]);

        Assert.Equal(parameters["vaultName"], (string?)prediction.The("Microsoft.KeyVault/vaults")["name"]);
        Assert.Equal(parameters.ContainsKey("eventHubsNamespaceName") ? 2 : 0, prediction.All("Microsoft.EventHub/namespaces/eventhubs").Count);
    }

    [BicepFact]
    public async Task The_nodes_may_pull_from_the_registry_and_it_has_no_password()
    {
        var prediction = await Prediction.OfAsync(_everything);

        Assert.False((bool?)Property(prediction.The("Microsoft.ContainerRegistry/registries"), "adminUserEnabled"));
        var (_, role, principal) = Assert.Single(prediction.Roles, role => role.On == "Microsoft.ContainerRegistry/registries/images");
        Assert.Equal(AcrPull, role);
        Assert.Contains("outputs.kubeletPrincipalId", principal, StringComparison.Ordinal);
        Assert.Contains("outputs.loginServer", prediction.Output("registry"), StringComparison.Ordinal);
    }

    [BicepFact]
    public async Task Without_registry_and_Event_Hubs_their_outputs_are_empty()
    {
        var prediction = await Prediction.OfAsync();

        Assert.Equal(("", ""), (prediction.Output("registry"), prediction.Output("eventHubsEndpoint")));
        Assert.Contains("outputs.endpoint", prediction.Output("vaultEndpoint"), StringComparison.Ordinal);
    }

    private static JsonNode? Property(JsonNode resource, params string[] path)
        => path.Aggregate(resource["properties"], (node, name) => node?[name]);
}
