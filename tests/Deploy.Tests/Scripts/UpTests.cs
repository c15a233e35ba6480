using System.Text.RegularExpressions;

namespace CcDemo.Deploy.Tests.Scripts;

public sealed partial class UpTests : IDisposable
{
    private readonly AzureCli _az = AzureCli.Prepared();

    public void Dispose() => _az.Dispose();

    [BashFact]
    public async Task The_template_is_deployed_and_the_AppHost_s_parameter_file_written()
    {
        var run = await _az.RunAsync("up.sh", "--resource-group", "group", "--location", "westeurope");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"deployment group create --name ccdemo --resource-group group --template-file {DeployFolder.File("main.bicep")} --parameters ", Assert.Single(_az.Changes), StringComparison.Ordinal);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["location"] = "westeurope",
                ["profile"] = "aks-kata-cc",
                ["clusterName"] = "ccdemo",
                ["existingCluster"] = "false",
                ["nodePoolName"] = "nodepool2",
                ["operatorPrincipalId"] = "user-1",
            },
            _az.TemplateParameters);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["cloud"] = "public",
                ["profile"] = "aks-kata-cc",
                ["subscription"] = "subscription-1",
                ["resource-group"] = "group",
                ["location"] = "westeurope",
                ["cluster"] = "ccdemo",
                ["node-pool"] = "nodepool2",
                ["identity-name"] = "ccdemo-workload",
                ["identity-client-id"] = "client-1",
                ["namespace"] = "kafka",
                ["service-account"] = "workload-identity-sa",
                ["maa-endpoint"] = "maa.weu.attest.azure.net",
                ["vault-endpoint"] = "vault1.vault.azure.net",
            },
            _az.Parameters);
        Assert.Contains("az aks get-credentials --resource-group group --name ccdemo --subscription subscription-1", run.Output, StringComparison.Ordinal);
    }

    [BashFact]
    public async Task A_second_run_needs_no_arguments_and_names_the_same_resources()
    {
        _az.Answers("aks list", "ccdemo true true").WithParameters(
            """
            {
              "profile": "aks-kata-cc",
              "resource-group": "group",
              "cluster": "mine",
              "namespace": "here",
              "service-account": "me",
              "identity-name": "id-1",
              "registry": "images.azurecr.io/ccdemo",
              "vault-endpoint": "vault1.vault.azure.net",
              "maa-endpoint": "maa.weu.attest.azure.net",
              "event-hubs-namespace": "hubs",
              "topic": "news"
            }
            """);

        var run = await _az.RunAsync("up.sh");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["profile"] = "aks-kata-cc",
                ["clusterName"] = "mine",
                ["existingCluster"] = "false",
                ["nodePoolName"] = "nodepool2",
                ["identityName"] = "id-1",
                ["kubernetesNamespace"] = "here",
                ["serviceAccountName"] = "me",
                ["vaultName"] = "vault1",
                ["attestationName"] = "maa",
                ["eventHubsNamespaceName"] = "hubs",
                ["topic"] = "news",
                ["registryName"] = "images",
                ["operatorPrincipalId"] = "user-1",
            },
            _az.TemplateParameters);
        Assert.Equal("event-hubs", _az.Parameters["kafka"]);
    }

    [BashFact]
    public async Task An_empty_parameter_file_of_another_name_is_filled()
    {
        await File.WriteAllTextAsync(_az.FileOf("other.json"), "{}\n");

        Assert.Equal(0, (await _az.RunAsync("up.sh", "--parameters", "other.json", "--resource-group", "group")).ExitCode);

        Assert.Contains("\"vault-endpoint\": \"vault1.vault.azure.net\"", await File.ReadAllTextAsync(_az.FileOf("other.json")), StringComparison.Ordinal);
        Assert.False(File.Exists(_az.ParameterFile));
    }

    [BashFact]
    public async Task The_names_of_the_template_s_parameter_file_are_taken_and_the_AppHost_s_file_written_beside_it()
    {
        _az.WithParameters("{\n  \"message\": \"Hello\",\n  \"registry\": \"images.azurecr.io/demo\"\n}\n");
        await File.WriteAllTextAsync(
            _az.FileOf("main.parameters.json"),
            """
            {
              "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
              "contentVersion": "1.0.0.0",
              "parameters": {
                "location": {
                  "value": "westeurope"
                },
                "clusterName": { "value": "mine" },
                "existingCluster": { "value": true },
                "vaultName": {
                  "value": "vault2"
                },
                "registryName": {
                  "value": "images"
                }
              }
            }
            """);
        _az.Answers("aks list", "null true true");

        var run = await _az.RunAsync("up.sh", "--resource-group", "group", "--parameters", "main.parameters.json");

        Assert.Equal(0, run.ExitCode);
        var given = _az.TemplateParameters;
        Assert.Equal(("westeurope", "mine", "true", "vault2", "images"), (given["location"], given["clusterName"], given["existingCluster"], given["vaultName"], given["registryName"]));
        Assert.Equal(("Hello", "mine", "images.azurecr.io/demo"), (_az.Parameters["message"], _az.Parameters["cluster"], _az.Parameters["registry"]));
    }

    [BashFact]
    public async Task Every_set_of_files_that_publish_writes_can_be_brought_up()
    {
        foreach (var file in PublishedSets.ParameterFiles)
        {
            using var az = AzureCli.Prepared();

            var run = await az.RunAsync("up.sh", "--resource-group", "group", "--parameters", file);

            Assert.True(run.ExitCode == 0, $"{file}: {run.Error}");
            var given = az.TemplateParameters;
            Assert.All(PublishedSets.Read(file), parameter => Assert.Equal(parameter.Value, given[parameter.Key]));
        }
    }

    [BashFact]
    public async Task A_template_parameter_that_the_script_would_drop_is_refused()
    {
        await File.WriteAllTextAsync(
            _az.FileOf("main.parameters.json"),
            """{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "parameters": {""" + "\n\"tokenAudience\": { \"value\": \"api://mine\" } } }\n");

        var run = await _az.RunAsync("up.sh", "--resource-group", "group", "--parameters", "main.parameters.json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'tokenAudience' is not handed on by this script.", run.Error, StringComparison.Ordinal);
        Assert.Empty(_az.Calls);
    }

    [BashFact]
    public async Task Every_option_reaches_a_parameter_that_the_template_has()
    {
        var run = await _az.RunAsync(
            "up.sh", "--resource-group", "group", "--location", "westeurope", "--profile", "coco", "--cluster", "c", "--node-pool", "p", "--kubernetes-version", "1.33",
            "--identity-name", "id-1", "--namespace", "n", "--service-account", "s", "--vault", "vault2", "--attestation", "maa2", "--event-hubs-namespace", "hubs", "--topic", "t",
            "--registry", "images", "--operator", "user-2", "--purge-protection");

        Assert.Equal(0, run.ExitCode);
        var declared = ParameterPattern().Matches(await File.ReadAllTextAsync(DeployFolder.File("main.bicep"))).Select(match => match.Groups[1].Value).ToHashSet();
        var given = _az.TemplateParameters;
        Assert.Subset(declared, given.Keys.ToHashSet());
        Assert.Equal(16, given.Count);
        Assert.Equal(("vault2", "maa2", "1.33", "user-2", "true"), (given["vaultName"], given["attestationName"], given["kubernetesVersion"], given["operatorPrincipalId"], given["purgeProtection"]));
    }

    [BashFact]
    public async Task The_AppHost_s_other_parameters_stay_in_the_file()
    {
        _az.WithParameters("{\n  \"message\": \"Hello, world\",\n  \"source-ranges\": [\"203.0.113.0/24\"],\n  \"rate\": 3,\n  \"resource-group\": \"group\"\n}\n");

        Assert.Equal(0, (await _az.RunAsync("up.sh")).ExitCode);

        Assert.Equal(("Hello, world", "[\"203.0.113.0/24\"]", "3"), (_az.Parameters["message"], _az.Parameters["source-ranges"], _az.Parameters["rate"]));
        Assert.Equal("client-1", _az.Parameters["identity-client-id"]);
    }

    [BashTheory]
    [InlineData("images", "images", "images.azurecr.io")]
    [InlineData("images/demo", "images", "images.azurecr.io/demo")]
    [InlineData("images.azurecr.cn/demo", "images", "images.azurecr.io/demo")]
    public async Task The_registry_s_login_server_takes_the_place_of_its_name(string given, string name, string written)
    {
        _az.Answers("deployment group create", string.Join('\n', "westeurope", "id", "kafka", "sa", "client-1", "maa", "vault1", "https://issuer/", "images.azurecr.io", "end"));

        await _az.RunAsync("up.sh", "--resource-group", "group", "--registry", given);

        Assert.Equal((name, written), (_az.TemplateParameters["registryName"], _az.Parameters["registry"]));
    }

    [BashFact]
    public async Task Of_a_registry_elsewhere_nothing_is_made()
    {
        await _az.RunAsync("up.sh", "--resource-group", "group", "--registry", "registry.example/demo");

        Assert.DoesNotContain("registryName", _az.TemplateParameters.Keys);
        Assert.Equal("registry.example/demo", _az.Parameters["registry"]);
    }

    [BashFact]
    public async Task A_cluster_that_somebody_else_made_counts_as_existing()
    {
        _az.Answers("aks list", "null true true");

        await _az.RunAsync("up.sh", "--resource-group", "group");

        Assert.Equal("true", _az.TemplateParameters["existingCluster"]);
    }

    [BashFact]
    public async Task A_service_principal_does_not_become_an_operator_by_itself()
    {
        _az.Fails("ad signed-in-user show", "/me request is only valid with delegated authentication flow.");

        var run = await _az.RunAsync("up.sh", "--resource-group", "group");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("nobody gets the right to create the key. See --operator.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("operatorPrincipalId", _az.TemplateParameters.Keys);
    }

    [BashFact]
    public async Task What_cannot_be_prepared_is_not_deployed()
    {
        _az.Fails("account show", "Please run 'az login' to setup account.");

        var run = await _az.RunAsync("up.sh", "--resource-group", "group");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Empty(_az.Changes);
        Assert.False(File.Exists(_az.ParameterFile));
    }

    [BashTheory]
    [InlineData(true, "The deployment failed; the reason stands above.")]
    [InlineData(false, "its answer was not understood")]
    public async Task A_deployment_without_an_answer_leaves_the_file_as_it_was(bool fails, string sentence)
    {
        const string Before = "{\n  \"resource-group\": \"group\"\n}\n";
        _az.WithParameters(Before);
        _ = fails ? _az.Fails("deployment group create", "(SkuNotAvailable)") : _az.Answers("deployment group create", "westeurope");

        var run = await _az.RunAsync("up.sh");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Equal(Before, await File.ReadAllTextAsync(_az.ParameterFile));
    }

    [BashFact]
    public async Task A_dry_run_prints_the_commands_and_runs_none()
    {
        var run = await _az.RunAsync("up.sh", "--resource-group", "group", "--location", "westeurope", "--dry-run");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("az group create --name group --location westeurope --output none\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            $"az deployment group create --name ccdemo --resource-group group --template-file {DeployFolder.File("main.bicep")} --parameters location=westeurope profile=aks-kata-cc clusterName=ccdemo existingCluster=false nodePoolName=nodepool2\n",
            run.Output,
            StringComparison.Ordinal);
        Assert.Empty(_az.Calls);
        Assert.False(File.Exists(_az.ParameterFile));
    }

    [GeneratedRegex(@"^param (\w+)", RegexOptions.Multiline)]
    private static partial Regex ParameterPattern();
}
