namespace CcDemo.AppHost.Tests;

public sealed class PreflightChecksTests
{
    [Fact]
    public void The_article_s_cluster_is_looked_at_in_every_part()
        => Assert.Superset(
            new HashSet<string>
            {
                "Azure CLI", "Extension aks-preview", "Extension confcom", "Policy tool", "Cloud", "Subscription", "Feature KataCcIsolationPreview",
                "Provider Microsoft.ContainerService", "OIDC issuer", "Confidential pool", "Image pull", "Federated credential", "Vault", "Vault reachable",
                "Identity's role", "Operator's role", "Kubernetes", "Runtime class", "Workload identity", "Strimzi",
            },
            Names());

    [Fact]
    public void What_a_profile_does_not_use_is_not_looked_at()
    {
        Assert.Empty(Names(("profile", "coco")).Intersect(
            ["Extension aks-preview", "Feature KataCcIsolationPreview", "OIDC issuer", "Confidential pool", "Virtual node", "Provider Microsoft.ContainerService"]));
        Assert.Contains("Runtime class", Names(("profile", "coco")));

        var virtualNodes = Names(("profile", "aci-virtual-nodes"));
        Assert.Superset(new HashSet<string> { "Virtual node", "Provider Microsoft.ContainerInstance" }, virtualNodes);
        Assert.Empty(virtualNodes.Intersect(["Confidential pool", "Runtime class", "Feature KataCcIsolationPreview"]));
    }

    [Theory]
    [InlineData("strimzi", true)]
    [InlineData("strimzi-persistent", true)]
    [InlineData("event-hubs", false)]
    [InlineData("external", false)]
    public void Strimzi_is_looked_for_where_it_is_used(string kafka, bool isUsed)
    {
        Assert.Equal(isUsed, Names(("kafka", kafka)).Contains("Strimzi"));
        Assert.Equal(kafka == "event-hubs", Names(("kafka", kafka)).Contains("Provider Microsoft.EventHub"));
    }

    private static HashSet<string> Names(params (string Name, string Value)[] changes)
    {
        var configuration = Deployment.Configuration(changes);
        using var checks = PreflightChecks.For(Deployment.Settings(changes), KeySetupSettings.Read(configuration), ClusterOptions.Read(configuration), new Tools());
        string[] names = [.. checks.All.Select(check => check.Name)];
        Assert.Equal(names.Distinct(), names);
        return [.. names];
    }
}
