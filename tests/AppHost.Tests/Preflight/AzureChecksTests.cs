namespace CcDemo.AppHost.Tests;

public sealed class AzureChecksTests : IDisposable
{
    private readonly FakeAzure _azure = FakeAzure.OfReadyDeployment();
    private readonly List<AzureCli> _clis = [];

    public void Dispose()
    {
        _clis.ForEach(cli => cli.Dispose());
        _azure.Dispose();
    }

    /// <summary>Every check that asks Azure, by its command, in the order of the report.</summary>
    public static TheoryData<string, string> Checks => new()
    {
        { "version", "Azure CLI" },
        { "version", "Extension confcom" },
        { "cloud-show", "Cloud" },
        { "account-show", "Subscription" },
        { "feature-show", "Feature KataCcIsolationPreview" },
        { "provider-show", "Provider Microsoft.KeyVault" },
        { "aks-show", "OIDC issuer" },
        { "aks-nodepool-show", "Confidential pool" },
        { "acr-show", "Image pull" },
        { "aks-show", "Image pull" },
        { "role-assignment-list@nodes", "Image pull" },
        { "identity-show", "Identity" },
        { "identity-federated-credential-list", "Federated credential" },
        { "keyvault-show", "Vault" },
        { "keyvault-show", "Identity's role" },
        { $"role-assignment-list@{Deployment.ClientId}", "Identity's role" },
        { "account-show", "Operator's role" },
        { "role-assignment-list@op@example.net", "Operator's role" },
    };

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task What_is_as_it_must_be_is_ok(string command, string check)
    {
        Assert.Equal((FindingState.Ok, true), ((await LookAsync(check)).State, _azure.Calls.Length > 0));
        Assert.True(File.Exists(Path.Combine(_azure.Folder, $"{command}.json")));
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task What_az_fails_to_say_is_unknown(string command, string check)
    {
        _azure.Fails(command, "ERROR: something unheard of");
        var finding = await LookAsync(check);

        Assert.Equal(FindingState.Unknown, finding.State);
        Assert.Contains("something unheard of", finding.Found, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task What_may_not_be_read_is_unknown(string command, string check)
    {
        _azure.Fails(command, "ERROR: (AuthorizationFailed) The client 'x' does not have authorization to perform action 'y'; the resource could not be found.");
        var finding = await LookAsync(check);

        Assert.Equal(FindingState.Unknown, finding.State);
        Assert.Contains("not allowed for this account", finding.Found, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task An_answer_that_is_no_JSON_or_of_another_form_is_not_ok(string command, string check)
    {
        _azure.Says(command, "Welcome!");
        Assert.Equal((FindingState.Unknown, "az answered no JSON"), Pair(await LookAsync(check)));

        foreach (var form in (string[])["{}", "[]", "null", "\"text\"", "[1]", "{\"properties\":7}"])
        {
            _azure.Says(command, form);
            Assert.NotEqual(FindingState.Ok, (await LookAsync(check)).State);
        }
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Without_a_login_only_the_subscription_is_missing(string command, string check)
    {
        _azure.Fails(command, "ERROR: Please run 'az login' to setup account.");
        var finding = await LookAsync(check);

        Assert.Equal(check == "Subscription" ? FindingState.Missing : FindingState.Unknown, finding.State);
        Assert.Contains("not logged in to Azure", finding.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aks-show", "OIDC issuer", "there is no cluster 'cluster1' in the resource group 'group1'", "")]
    [InlineData("aks-nodepool-show", "Confidential pool", "there is no node pool 'nodepool2'", "az aks nodepool add --resource-group group1 --cluster-name cluster1 --name nodepool2 --node-count 2 --os-sku AzureLinux --node-vm-size Standard_DC4as_cc_v5 --workload-runtime KataCcIsolation")]
    [InlineData("acr-show", "Image pull", "there is no registry 'images' in the subscription", "")]
    [InlineData("identity-show", "Identity", "there is no identity 'reader'", "az identity create --resource-group group1 --name reader")]
    [InlineData("identity-federated-credential-list", "Federated credential", "there is no identity 'reader'", "")]
    [InlineData("keyvault-show", "Vault", "there is no vault 'vault1' in the subscription", "")]
    [InlineData("keyvault-show", "Identity's role", "there is no vault 'vault1' in the subscription", "")]
    [InlineData("feature-show", "Feature KataCcIsolationPreview", "there is no such feature in this cloud; see whether the preview is still offered", "")]
    public async Task A_resource_that_there_is_not_is_missing(string command, string check, string found, string remedy)
    {
        _azure.Lacks(command);
        var finding = await LookAsync(check);

        Assert.Equal((FindingState.Missing, found), Pair(finding));
        Assert.Equal(remedy, finding.Remedy?.Text ?? "");
    }

    [Theory]
    [InlineData("2.44.0", "Missing")]
    [InlineData("2.44.1", "Ok")]
    public async Task The_CLI_has_to_be_new_enough(string version, string state)
    {
        _azure.Says("version", $$"""{"azure-cli":"{{version}}"}""");
        Assert.Equal(state, (await LookAsync("Azure CLI")).State.ToString());
    }

    [Theory]
    [InlineData("""{"confcom":"0.3.2"}""", "0.3.2; 0.3.3 or newer is needed", "az extension update --name confcom")]
    [InlineData("""{"aks-preview":"18.0.0"}""", "not installed; 0.3.3 or newer is needed", "az extension add --name confcom")]
    public async Task An_extension_is_added_or_updated(string extensions, string found, string remedy)
    {
        _azure.Says("version", $$"""{"azure-cli":"2.60.0","extensions":{{extensions}}}""");
        var finding = await LookAsync("Extension confcom");

        Assert.Equal((FindingState.Missing, found), Pair(finding));
        Assert.Equal((remedy, true), (finding.Remedy!.Text, finding.Remedy.IsSafe));
    }

    [Theory]
    [InlineData("china", "AzureChinaCloud")]
    [InlineData("usgov", "AzureUSGovernment")]
    public async Task Az_has_to_talk_to_the_cloud_of_the_parameters(string cloud, string cliName)
    {
        var finding = await LookAsync("Cloud", ("cloud", cloud));
        Assert.Equal((FindingState.Missing, $"az cloud set --name {cliName}"), (finding.State, finding.Remedy!.Text));

        _azure.Answers("cloud-show", new { name = cliName });
        Assert.Equal((FindingState.Ok, cliName), Pair(await LookAsync("Cloud", ("cloud", cloud))));
    }

    [Fact]
    public async Task A_subscription_has_to_be_enabled_and_the_account_s()
    {
        _azure.Answers("account-show", new { name = "Test", state = "Warned" });
        Assert.Equal((FindingState.Missing, "Test is Warned; an enabled one is needed"), Pair(await LookAsync("Subscription")));

        _azure.Fails("account-show", "ERROR: The subscription of 'other' doesn't exist in cloud 'AzureCloud'.");
        Assert.Equal(
            (FindingState.Missing, "not logged in to Azure, or not to the subscription 'other'"), Pair(await LookAsync("Subscription", ("subscription", "other"))));
    }

    [Theory]
    [InlineData("NotRegistered", "az feature register --namespace Microsoft.ContainerService --name KataCcIsolationPreview --subscription s1", true)]
    [InlineData("Registering", "az feature show --namespace Microsoft.ContainerService --name KataCcIsolationPreview --subscription s1", false)]
    public async Task A_feature_has_to_be_registered(string state, string remedy, bool isSafe)
    {
        _azure.Answers("feature-show", new { properties = new { state } });
        var finding = await LookAsync("Feature KataCcIsolationPreview", ("subscription", "s1"));

        Assert.Equal((FindingState.Missing, remedy, isSafe), (finding.State, finding.Remedy!.Text, finding.Remedy.IsSafe));
    }

    [Theory]
    [InlineData("NotRegistered", "az provider register --namespace Microsoft.KeyVault", true)]
    [InlineData("Registering", "az provider show --namespace Microsoft.KeyVault", false)]
    public async Task A_provider_has_to_be_registered(string state, string remedy, bool isSafe)
    {
        _azure.Answers("provider-show", new { registrationState = state });
        var finding = await LookAsync("Provider Microsoft.KeyVault");

        Assert.Equal((FindingState.Missing, remedy, isSafe), (finding.State, finding.Remedy!.Text, finding.Remedy.IsSafe));
    }

    [Theory]
    [InlineData("""{"oidcIssuerProfile":{"enabled":false},"securityProfile":{"workloadIdentity":{"enabled":true}}}""", "the cluster has no OIDC issuer")]
    [InlineData("""{"oidcIssuerProfile":{"issuerUrl":"https://x/"},"securityProfile":{}}""", "the cluster has an OIDC issuer, but workload identity is not switched on")]
    public async Task The_cluster_has_to_issue_tokens(string cluster, string found)
    {
        _azure.Says("aks-show", cluster);
        var finding = await LookAsync("OIDC issuer");

        Assert.Equal((FindingState.Missing, found), Pair(finding));
        Assert.Equal("az aks update --resource-group group1 --name cluster1 --enable-oidc-issuer --enable-workload-identity", finding.Remedy!.Text);
        Assert.False(finding.Remedy.IsSafe);
    }

    [Theory]
    [InlineData("OCIContainer", "AzureLinux", "Succeeded", "--name ccpool")]
    [InlineData("KataCcIsolation", "Ubuntu", "Succeeded", "--name ccpool")]
    [InlineData("KataCcIsolation", "AzureLinux", "Failed", "nodepool show")]
    public async Task The_pool_has_to_be_confidential_and_ready(string runtime, string os, string state, string remedy)
    {
        _azure.Answers("aks-nodepool-show", FakeAzure.Pool(runtime, os, state));
        var finding = await LookAsync("Confidential pool");

        Assert.Equal(FindingState.Missing, finding.State);
        Assert.Contains(remedy, finding.Remedy!.Text, StringComparison.Ordinal);
        Assert.False(finding.Remedy.IsSafe);
    }

    [Fact]
    public async Task The_identity_has_to_be_the_one_of_the_parameters()
    {
        _azure.Answers("identity-show", new { clientId = "another" });
        Assert.Equal(FindingState.Missing, (await LookAsync("Identity")).State);
    }

    [Theory]
    [InlineData("system:serviceaccount:other:workload-identity-sa", Deployment.Issuer, "api://AzureADTokenExchange", "none is for")]
    [InlineData("system:serviceaccount:kafka:workload-identity-sa", "https://other.example.net/", "api://AzureADTokenExchange", "another cluster's issuer")]
    [InlineData("system:serviceaccount:kafka:workload-identity-sa", Deployment.Issuer, "api://AzureADTokenExchangeChina", "another audience")]
    public async Task The_federated_credential_has_to_be_of_subject_issuer_and_audience(string subject, string issuer, string audience, string found)
    {
        _azure.Answers("identity-federated-credential-list", FakeAzure.Credentials(subject, issuer, audience));
        var finding = await LookAsync("Federated credential");

        Assert.Equal(FindingState.Missing, finding.State);
        Assert.Contains(found, finding.Found, StringComparison.Ordinal);
        Assert.Contains($"--issuer {Deployment.Issuer} --subject system:serviceaccount:kafka:workload-identity-sa --audiences api://AzureADTokenExchange", finding.Remedy!.Text, StringComparison.Ordinal);
        Assert.False(finding.Remedy.IsSafe);
    }

    [Fact]
    public async Task A_federated_credential_is_not_ok_while_the_cluster_s_issuer_is_unknown()
    {
        _azure.Fails("aks-show", "ERROR: no");
        Assert.Equal(FindingState.Unknown, (await LookAsync("Federated credential")).State);
        Assert.Equal(FindingState.Unknown, (await LookAsync("Federated credential", ("cluster", ""))).State);
    }

    [Fact]
    public async Task The_nodes_need_a_role_that_pulls()
    {
        _azure.Answers("role-assignment-list@nodes", FakeAzure.Roles("Reader"));
        var finding = await LookAsync("Image pull");
        Assert.Equal(FindingState.Missing, finding.State);
        Assert.Equal("az aks update --resource-group group1 --name cluster1 --attach-acr images", finding.Remedy!.Text);
        Assert.False(finding.Remedy.IsSafe);

        _azure.Answers("acr-show", new { id = "/registry", anonymousPullEnabled = true });
        Assert.Equal(FindingState.Ok, (await LookAsync("Image pull")).State);
    }

    [Fact]
    public async Task A_registry_that_is_not_Azure_s_is_unknown()
        => Assert.Equal(FindingState.Unknown, (await LookAsync("Image pull", ("registry", "registry.example.net/x"))).State);

    [Fact]
    public async Task The_vault_has_to_be_Premium_with_roles()
    {
        _azure.Answers("keyvault-show", FakeAzure.Vault(sku: "standard"));
        var standard = await LookAsync("Vault");
        Assert.Equal((FindingState.Missing, "a standard vault; only a Premium one releases keys"), Pair(standard));

        _azure.Answers("keyvault-show", FakeAzure.Vault(rbac: null));
        var policies = await LookAsync("Vault");
        Assert.Equal((FindingState.Missing, "the vault uses access policies, not roles"), Pair(policies));
        Assert.False(standard.Remedy!.IsSafe || policies.Remedy!.IsSafe);
    }

    [Theory]
    [InlineData("Identity's role", Deployment.ClientId, "Key Vault Crypto User", "Missing")]
    [InlineData("Identity's role", Deployment.ClientId, "Key Vault Crypto Officer", "Ok")]
    [InlineData("Operator's role", "op@example.net", "Key Vault Crypto Service Release User", "Missing")]
    [InlineData("Operator's role", "op@example.net", "Key Vault Administrator", "Ok")]
    public async Task A_role_has_to_allow_what_is_done(string check, string assignee, string role, string state)
    {
        _azure.Answers($"role-assignment-list@{assignee}", FakeAzure.Roles(role));
        var finding = await LookAsync(check);

        Assert.Equal(state, finding.State.ToString());
        Assert.False(finding.Remedy?.IsSafe ?? false);
        if (finding.State == FindingState.Missing)
        {
            Assert.EndsWith($"--assignee {assignee} --scope /vault", finding.Remedy!.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_managed_HSM_has_roles_of_its_own()
    {
        _azure.Answers("keyvault-show", new { id = "/hsm", properties = new { provisioningState = "Succeeded" } })
            .Answers($"keyvault-role-assignment-list@{Deployment.ClientId}", new[] { new { roleName = "Managed HSM Crypto Service Release User" } })
            .Answers("keyvault-role-assignment-list@op@example.net", Array.Empty<object>());
        (string, string) hsm = ("vault-endpoint", "hsm1.managedhsm.azure.net");

        Assert.Equal(FindingState.Ok, (await LookAsync("Vault", hsm)).State);
        Assert.Equal(FindingState.Ok, (await LookAsync("Identity's role", hsm)).State);
        Assert.Equal(FindingState.Missing, (await LookAsync("Operator's role", hsm)).State);
        Assert.Contains("keyvault show --hsm-name hsm1", _azure.Calls);
    }

    [Fact]
    public async Task An_operator_who_is_a_managed_identity_is_unknown()
    {
        _azure.Answers("account-show", new { name = "Test", state = "Enabled", user = new { name = "systemAssignedIdentity" } });
        Assert.Equal(FindingState.Unknown, (await LookAsync("Operator's role")).State);
    }

    [Fact]
    public async Task Without_its_parameters_a_check_names_them()
    {
        var finding = await LookAsync("Confidential pool", ("cluster", ""), ("resource-group", ""));
        Assert.Equal((FindingState.Unknown, "cannot be asked without Parameters:resource-group, Parameters:cluster"), Pair(finding));
        Assert.Empty(_azure.Calls);
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_unknown()
    {
        _azure.Does("cloud-show", "sleep 60");
        using var azure = new AzureCli(_azure.Program, "", TimeSpan.FromSeconds(1));
        Assert.Equal(
            (FindingState.Unknown, "az cloud show did not answer within 1 s"), Pair(await new CloudChoice(Deployment.Settings(), azure).LookAsync(default)));
    }

    [Fact]
    public async Task Each_question_is_asked_once_in_the_chosen_subscription()
    {
        using var azure = Cli("s1");
        var settings = Deployment.Settings(("subscription", "s1"));
        var resources = new AzureResources(settings, azure);
        await Task.WhenAll(Checks.Select(row => Create((string)row[1], settings, azure, resources).LookAsync(default)));

        Assert.Equal(_azure.Calls.Distinct().Order(), _azure.Calls.Order());
        Assert.All(_azure.Calls.Except(["version", "cloud show"]), call => Assert.EndsWith("--subscription s1", call, StringComparison.Ordinal));
    }

    private async Task<Finding> LookAsync(string check, params (string Name, string Value)[] changes)
    {
        var settings = Deployment.Settings(changes);
        var azure = Cli(settings.Subscription);
        return await Create(check, settings, azure, new AzureResources(settings, azure)).LookAsync(default);
    }

    private AzureCli Cli(string subscription)
    {
        var cli = new AzureCli(_azure.Program, subscription, TimeSpan.FromMinutes(1));
        _clis.Add(cli);
        return cli;
    }

    private IPreflightCheck Create(string name, DeploymentSettings settings, AzureCli azure, AzureResources resources)
    {
        IPreflightCheck[] checks =
        [
            new AzureCliVersion(new Tools(_azure.Folder), azure, isNeeded: true),
            new Extension(azure, "confcom", "0.3.3"),
            new CloudChoice(settings, azure),
            new Subscription(settings, resources),
            new FeatureRegistration(azure, "Microsoft.ContainerService", "KataCcIsolationPreview"),
            new ProviderRegistration(azure, "Microsoft.KeyVault"),
            new OidcIssuer(settings, azure, resources),
            new ConfidentialPool(settings, azure),
            new ImagePull(settings, azure, resources),
            new Identity(settings, azure),
            new FederatedCredential(settings, azure, resources),
            new Vault(settings, azure, resources),
            VaultRoles.OfIdentity(settings, azure, resources),
            VaultRoles.OfOperator(settings, azure, resources),
        ];
        return checks.Single(check => check.Name == name);
    }

    private static (FindingState State, string Found) Pair(Finding finding) => (finding.State, finding.Found);
}
