namespace CcDemo.Deploy.Tests.Scripts;

public sealed class PrepareTests : IDisposable
{
    private readonly AzureCli _az = AzureCli.Prepared();

    public void Dispose() => _az.Dispose();

    [BashFact]
    public async Task What_is_prepared_already_is_left_alone()
    {
        var run = await PrepareAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Cloud public, subscription subscription-1, tenant tenant-1.", run.Error, StringComparison.Ordinal);
        Assert.Contains("Resource group group: exists.", run.Error, StringComparison.Ordinal);
        Assert.Empty(_az.Changes);
    }

    [BashFact]
    public async Task A_fresh_subscription_is_prepared_in_the_order_that_Azure_needs()
    {
        _az.Fails("extension show", "not installed")
            .Answers("provider show", "NotRegistered", "Registering", "Registered")
            .Answers("feature show", "NotRegistered", "Registering", "Registered")
            .Answers("group exists", "false");

        var run = await PrepareAsync("--location", "westeurope", "--poll", "0");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Feature KataCcIsolationPreview is 'Registering', waiting ...", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            [
                "extension add --name aks-preview",
                "extension add --name confcom",
                "provider register --namespace Microsoft.ContainerService",
                "feature register --namespace Microsoft.ContainerService --name KataCcIsolationPreview",
                "provider register --namespace Microsoft.ContainerService",
                "group create --name group --location westeurope",
            ],
            _az.Changes);
    }

    [BashFact]
    public async Task A_feature_that_is_still_registering_when_the_time_is_up_ends_the_script()
    {
        _az.Answers("feature show", "NotRegistered", "Registering").Answers("group exists", "false");

        var run = await PrepareAsync("--location", "westeurope", "--feature-timeout", "0", "--poll", "0");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Feature KataCcIsolationPreview is still 'Registering' after 0 s. It goes on by itself: run this again later.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_az.Changes, change => change.StartsWith("group create", StringComparison.Ordinal));
    }

    [BashFact]
    public async Task A_cloud_that_does_not_know_the_feature_is_no_place_for_the_profile()
    {
        _az.Fails("feature show", "(FeatureNotFound)");

        var run = await PrepareAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the profile aks-kata-cc is not available here", run.Error, StringComparison.Ordinal);
        Assert.Empty(_az.Changes);
    }

    [BashFact]
    public async Task Without_a_login_nothing_is_changed()
    {
        _az.Fails("account show", "Please run 'az login' to setup account.");

        var run = await PrepareAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Not signed in to AzureCloud. Sign in with\n  az login", run.Error, StringComparison.Ordinal);
        Assert.Empty(_az.Changes);
    }

    [BashTheory]
    [InlineData("china", "AzureCloud", "az cloud set --name AzureChinaCloud")]
    [InlineData("usgov", "AzureCloud", "az cloud set --name AzureUSGovernment")]
    [InlineData("public", "AzureChinaCloud", "az cloud set --name AzureCloud")]
    [InlineData("AzureChinaCloud", "AzureUSGovernment", "az cloud set --name AzureChinaCloud")]
    public async Task Another_cloud_than_the_one_that_is_meant_is_named_and_not_switched(string meant, string active, string command)
    {
        _az.Answers("cloud show", active);

        var run = await PrepareAsync("--cloud", meant);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(command, run.Error, StringComparison.Ordinal);
        Assert.Equal(["cloud show --query name --output tsv"], _az.Calls);
    }

    [BashFact]
    public async Task The_cloud_in_China_is_as_good_as_any()
    {
        _az.Answers("cloud show", "AzureChinaCloud");

        var run = await PrepareAsync("--cloud", "china");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Cloud china, subscription subscription-1", run.Error, StringComparison.Ordinal);
    }

    [BashFact]
    public async Task Every_call_after_the_login_names_the_subscription()
    {
        _az.Answers("group exists", "false");

        await PrepareAsync("--location", "westeurope", "--subscription", "mine");

        Assert.Contains("account show --query join(' ', [id, tenantId]) --output tsv --only-show-errors --subscription mine", _az.Calls);
        Assert.All(
            _az.Calls.Where(call => call.StartsWith("provider", StringComparison.Ordinal) || call.StartsWith("feature", StringComparison.Ordinal) || call.StartsWith("group", StringComparison.Ordinal)),
            call => Assert.EndsWith(" --subscription subscription-1", call, StringComparison.Ordinal));
    }

    [BashTheory]
    [InlineData("aks-preview", "0.5.168")]
    [InlineData("confcom", "0.3.2")]
    [InlineData("confcom", "0.2.14")]
    public async Task An_extension_that_is_too_old_is_updated(string extension, string version)
    {
        _az.Answers($"extension show --name {extension}", version);

        await PrepareAsync();

        Assert.Equal([$"extension update --name {extension}"], _az.Changes);
    }

    [BashFact]
    public async Task The_least_versions_of_the_extensions_are_good_enough()
    {
        _az.Answers("extension show --name aks-preview", "0.5.169").Answers("extension show --name confcom", "0.3.3");

        await PrepareAsync();

        Assert.Empty(_az.Changes);
    }

    [BashFact]
    public async Task A_CLI_that_is_too_old_is_refused()
    {
        _az.Answers("version", "2.9.1");

        var run = await PrepareAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("2.44.1 is the least: az upgrade", run.Error, StringComparison.Ordinal);
        Assert.Empty(_az.Changes);
    }

    [BashFact]
    public async Task A_resource_group_that_is_not_there_needs_a_place()
    {
        _az.Answers("group exists", "false");

        var run = await PrepareAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The resource group group does not exist yet. Where shall it be? --location REGION", run.Error, StringComparison.Ordinal);
        Assert.Empty(_az.Changes);
    }

    [BashTheory]
    [InlineData("null false false")]
    [InlineData("null true null")]
    public async Task A_cluster_that_is_there_gets_an_OIDC_issuer_and_workload_identity(string facts)
    {
        _az.Answers("aks list", facts);

        await PrepareAsync("--cluster", "mine");

        Assert.Equal(["aks update --resource-group group --name mine --enable-oidc-issuer --enable-workload-identity"], _az.Changes);
    }

    [BashTheory]
    [InlineData("null true true")]
    [InlineData("ccdemo true true")]
    public async Task A_cluster_that_has_both_is_not_touched(string facts)
    {
        _az.Answers("aks list", facts);

        await PrepareAsync();

        Assert.Empty(_az.Changes);
    }

    [BashFact]
    public async Task A_cluster_that_is_said_to_exist_and_does_not_is_missed()
    {
        var run = await PrepareAsync("--existing-cluster", "--cluster", "mine");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("There is no cluster mine in group.", run.Error, StringComparison.Ordinal);
    }

    [BashFact]
    public async Task The_profile_coco_needs_neither_extensions_nor_the_preview_feature()
    {
        await PrepareAsync("--profile", "coco");

        Assert.DoesNotContain(_az.Calls, call => call.StartsWith("extension", StringComparison.Ordinal) || call.StartsWith("feature", StringComparison.Ordinal));
    }

    [BashFact]
    public async Task Registry_and_Event_Hubs_have_their_providers_registered_if_they_are_wanted()
    {
        await PrepareAsync("--registry", "images", "--event-hubs-namespace", "hubs");

        Assert.Contains(_az.Calls, call => call.StartsWith("provider show --namespace Microsoft.EventHub ", StringComparison.Ordinal));
        Assert.Contains(_az.Calls, call => call.StartsWith("provider show --namespace Microsoft.ContainerRegistry ", StringComparison.Ordinal));
    }

    [BashFact]
    public async Task A_dry_run_prints_the_commands_and_runs_none()
    {
        var run = await PrepareAsync("--location", "west europe", "--subscription", "mine", "--dry-run");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            [
                "az extension add --name aks-preview --subscription mine",
                "az extension add --name confcom --subscription mine",
                "az provider register --namespace Microsoft.ContainerService --output none --subscription mine",
                "az provider register --namespace Microsoft.KeyVault --output none --subscription mine",
                "az provider register --namespace Microsoft.Attestation --output none --subscription mine",
                "az provider register --namespace Microsoft.ManagedIdentity --output none --subscription mine",
                "az feature register --namespace Microsoft.ContainerService --name KataCcIsolationPreview --output none --subscription mine",
                "az provider register --namespace Microsoft.ContainerService --output none --subscription mine",
                @"az group create --name group --location west\ europe --output none --subscription mine",
            ],
            run.Output.TrimEnd('\n').Split('\n'));
        Assert.Empty(_az.Calls);
    }

    private Task<ProgramRun> PrepareAsync(params string[] arguments) => _az.RunAsync("prepare.sh", ["--resource-group", "group", .. arguments]);
}
