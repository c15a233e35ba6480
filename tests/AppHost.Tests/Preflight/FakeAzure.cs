using System.Text.Json;

namespace CcDemo.AppHost.Tests;

/// <summary>
/// An <c>az</c> (and kubectl) of shell script: a call is answered by the file that its words name, such as
/// <c>aks-show.json</c>, and for a person's roles <c>role-assignment-list@ID.json</c>; every call is recorded.
/// </summary>
internal sealed class FakeAzure : IDisposable
{
    private readonly ProgramFolder _programs = new();

    public FakeAzure()
    {
        Program = _programs.Add("az", $$"""
            here='{{_programs.FullName}}'
            printf '%s\n' "$*" >> "$here/calls"
            name=; of=
            for word in "$@"; do
              case "$of$word" in
                --assignee*) of= ; [ "$word" = --assignee ] && of=--assignee || { name="$name@$word"; break; } ;;
                -*) options=yes ;;
                *) [ -n "$options" ] || name="$name${name:+-}$word" ;;
              esac
            done
            [ -f "$here/$name.sh" ] && . "$here/$name.sh"
            [ -f "$here/$name.error" ] && { cat "$here/$name.error" >&2; exit 1; }
            [ -f "$here/$name.absent" ] && { cat "$here/$name.absent" >&2; exit 3; }
            [ -f "$here/$name.json" ] && { cat "$here/$name.json"; exit 0; }
            echo "ERROR: no answer for $name" >&2; exit 2
            """);
        _programs.Add("kubectl", "echo '{\"clientVersion\":{\"gitVersion\":\"v1.32.4\"}}'");
    }

    public ExternalProgram Program { get; }

    public string Folder => _programs.FullName;

    /// <summary>What was asked, a line for each call, without what all calls have.</summary>
    public string[] Calls => File.Exists(_programs.PathOf("calls"))
        ? [.. File.ReadAllLines(_programs.PathOf("calls")).Select(line => line.Replace(" --output json", "", StringComparison.Ordinal))]
        : [];

    public void Dispose() => _programs.Dispose();

    /// <summary>Answers a command.</summary>
    public FakeAzure Answers(string name, object value) => Write($"{name}.json", JsonSerializer.Serialize(value));

    /// <summary>Answers a command with words that need not be JSON.</summary>
    public FakeAzure Says(string name, string text) => Write($"{name}.json", text);

    /// <summary>Lets a command fail as the Azure CLI fails: exit code 1 and a sentence.</summary>
    public FakeAzure Fails(string name, string error) => Write($"{name}.error", error);

    /// <summary>Lets a command say that there is no such resource: exit code 3.</summary>
    public FakeAzure Lacks(string name) => Write($"{name}.absent", "ERROR: (ResourceNotFound) The resource was not found.");

    /// <summary>What else happens when a command is called.</summary>
    public FakeAzure Does(string name, string script) => Write($"{name}.sh", script);

    /// <summary>The Azure of a deployment that lacks nothing.</summary>
    public static FakeAzure OfReadyDeployment() => new FakeAzure()
        .Answers("version", new Dictionary<string, object>
        {
            ["azure-cli"] = "2.77.0",
            ["extensions"] = new Dictionary<string, string> { ["aks-preview"] = "18.0.0b23", ["confcom"] = "1.2.6" },
        })
        .Answers("cloud-show", new { name = "AzureCloud" })
        .Answers("account-show", new { name = "Test", state = "Enabled", user = new { name = "op@example.net", type = "user" } })
        .Answers("feature-show", new { properties = new { state = "Registered" } })
        .Answers("provider-show", new { registrationState = "Registered" })
        .Answers("aks-show", new
        {
            oidcIssuerProfile = new { enabled = true, issuerUrl = Deployment.Issuer },
            securityProfile = new { workloadIdentity = new { enabled = true } },
            identityProfile = new { kubeletidentity = new { objectId = "nodes" } },
        })
        .Answers("aks-nodepool-show", Pool())
        .Answers("acr-show", new { id = "/registry", anonymousPullEnabled = false })
        .Answers("role-assignment-list@nodes", Roles("AcrPull"))
        .Answers("identity-show", new { clientId = Deployment.ClientId })
        .Answers("identity-federated-credential-list", Credentials())
        .Answers("keyvault-show", Vault())
        .Answers($"role-assignment-list@{Deployment.ClientId}", Roles("Key Vault Crypto Service Release User"))
        .Answers("role-assignment-list@op@example.net", Roles("Reader", "Key Vault Crypto Officer"));

    public static object Pool(string? runtime = "KataCcIsolation", string os = "AzureLinux", string state = "Succeeded")
        => new { workloadRuntime = runtime, osSku = os, vmSize = "Standard_DC4as_cc_v5", count = 2, provisioningState = state };

    public static object[] Credentials(
        string subject = "system:serviceaccount:kafka:workload-identity-sa", string issuer = Deployment.Issuer, string audience = "api://AzureADTokenExchange")
        => [new { subject, issuer, audiences = new[] { audience } }];

    public static object Vault(string sku = "premium", bool? rbac = true)
        => new { id = "/vault", properties = new { sku = new { name = sku }, enableRbacAuthorization = rbac } };

    public static object[] Roles(params string[] names) => [.. names.Select(name => new { roleDefinitionName = name })];

    private FakeAzure Write(string name, string text)
    {
        foreach (var kind in (string[])[".error", ".absent", ".json"])
        {
            if (!name.EndsWith(".sh", StringComparison.Ordinal))
            {
                File.Delete(_programs.PathOf(Path.GetFileNameWithoutExtension(name) + kind));
            }
        }

        File.WriteAllText(_programs.PathOf(name), text);
        return this;
    }
}
