using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CcDemo.Deploy.Tests.Bicep;

public sealed partial class TemplateTests : IAsyncLifetime
{
    private JsonNode _template = null!;

    public async Task InitializeAsync()
    {
        if (BicepCompiler.WhyNot is null)
        {
            using var compiler = new BicepCompiler();
            _template = await compiler.BuildAsync();
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [BicepFact]
    public void The_parameters_are_those_that_publish_writes_and_a_few_with_defaults()
        => Assert.Equal(
            [
                "attestationName:string", "clusterName:string", "confidentialNodeCount:int", "confidentialNodeSize:string", "eventHubsNamespaceName:string",
                "existingCluster:bool", "identityName:string", "kubernetesNamespace:string", "kubernetesVersion:string", "location:string",
                "nodePoolName:string", "operatorPrincipalId:string", "profile:string", "purgeProtection:bool", "registryName:string",
                "serviceAccountName:string", "systemNodeSize:string", "tokenAudience:string", "topic:string", "vaultName:string",
            ],
            Declared("parameters"));

    [BicepFact]
    public void The_outputs_are_what_the_parameter_file_of_the_AppHost_needs()
        => Assert.Equal(
            [
                "eventHubsEndpoint:string", "identityClientId:string", "identityName:string", "kubernetesNamespace:string", "location:string",
                "maaEndpoint:string", "oidcIssuer:string", "registry:string", "serviceAccountName:string", "tenantId:string", "vaultEndpoint:string",
            ],
            Declared("outputs"));

    [BicepFact]
    public void The_template_has_every_parameter_that_publish_writes()
        => Assert.All(PublishedSets.ParameterFiles, file => Assert.Subset(
            _template["parameters"]!.AsObject().Select(parameter => parameter.Key).ToHashSet(), PublishedSets.Read(file).Keys.ToHashSet()));

    [BicepFact]
    public void Every_parameter_has_a_default_so_that_a_resource_group_is_all_that_is_needed()
        => Assert.All(_template["parameters"]!.AsObject(), parameter => Assert.NotNull(parameter.Value!["defaultValue"]));

    [BicepFact]
    public void The_folder_s_README_names_every_parameter_and_output_and_no_other()
    {
        var names = RowPattern().Matches(File.ReadAllText(DeployFolder.File("README.md"))).Select(match => match.Groups[1].Value).Distinct();

        Assert.Equal(
            Declared("parameters").Concat(Declared("outputs")).Select(entry => entry.Split(':')[0]).Distinct().Order(StringComparer.Ordinal),
            names.Order(StringComparer.Ordinal));
    }

    [BicepFact]
    public void No_secret_is_read_or_handed_out()
    {
        var text = _template.ToJsonString();

        Assert.DoesNotMatch("(?i)list(keys|secrets|accountsas|servicesas|credentials|clusteradmincredential|clusterusercredential)", text);
        Assert.DoesNotContain("securestring", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("securestring", string.Join(' ', Declared("outputs")), StringComparison.OrdinalIgnoreCase);
    }

    private IReadOnlyList<string> Declared(string section)
        => [.. _template[section]!.AsObject().Select(entry => $"{entry.Key}:{entry.Value!["type"]}").Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^\| `([a-z]+[A-Za-z]*)` \|", RegexOptions.Multiline)]
    private static partial Regex RowPattern();
}
