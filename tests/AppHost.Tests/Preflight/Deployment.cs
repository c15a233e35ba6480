using Microsoft.Extensions.Configuration;

namespace CcDemo.AppHost.Tests;

/// <summary>The parameters of a deployment that the tests look at.</summary>
internal static class Deployment
{
    public const string Issuer = "https://issuer.example.net/";
    public const string ClientId = "11111111-2222-3333-4444-555555555555";

    private static readonly Dictionary<string, string?> _parameters = new()
    {
        ["registry"] = "images.azurecr.io/ccdemo",
        ["maa-endpoint"] = "maa.weu.attest.azure.net",
        ["vault-endpoint"] = "vault1.vault.azure.net",
        ["identity-client-id"] = ClientId,
        ["identity-name"] = "reader",
        ["resource-group"] = "group1",
        ["cluster"] = "cluster1",
    };

    /// <summary>The parameters as arguments of the command line.</summary>
    public static string[] Arguments => [.. _parameters.Select(parameter => $"--Parameters:{parameter.Key}={parameter.Value}")];

    /// <summary>The settings, some of them changed.</summary>
    public static DeploymentSettings Settings(params (string Name, string Value)[] changes)
        => DeploymentSettingsReader.Read(Configuration(changes));

    public static IConfiguration Configuration(params (string Name, string Value)[] changes)
    {
        var values = _parameters.ToDictionary(parameter => $"Parameters:{parameter.Key}", parameter => parameter.Value);

        foreach (var (name, value) in changes)
        {
            values[name.Contains(':', StringComparison.Ordinal) ? name : $"Parameters:{name}"] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }
}
