using System.Text;
using System.Text.Json.Nodes;

namespace CcDemo.AppHost.Tests;

/// <summary>A small policy in the form that genpolicy writes: rules above, <c>policy_data</c> below. Tests change its parts.</summary>
internal sealed class SamplePolicy
{
    private const string Hash = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

    public SamplePolicy()
    {
        Sandbox = CreateContainer("", "", ["/pause"], ["PATH=/bin"]);
        Sandbox["OCI"]!["Annotations"] = new JsonObject { ["io.kubernetes.cri.container-type"] = "sandbox" };
        Container = CreateContainer("app", $"registry.example/app@sha256:{Hash}", ["/app", "--serve"], ["PATH=/bin", "TOPIC=messages"]);
        Data = new JsonObject
        {
            ["containers"] = new JsonArray(Sandbox, Container),
            ["common"] = new JsonObject { ["cpath"] = "/run/kata-containers/shared/containers", ["sfprefix"] = "^$(cpath)/$(bundle-id)-[a-z0-9]{16}-" },
            ["request_defaults"] = Requests = new JsonObject
            {
                ["CreateContainerRequest"] = new JsonObject { ["allow_env_regex"] = new JsonArray("^HOSTNAME=$(dns_label)$", "^[A-Z0-9_]+_SERVICE_HOST=$(ipv4_a)$") },
                ["CopyFileRequest"] = new JsonArray("$(sfprefix)"),
                ["ExecProcessRequest"] = new JsonObject { ["commands"] = new JsonArray(), ["regex"] = new JsonArray() },
                ["CloseStdinRequest"] = false,
                ["ReadStreamRequest"] = false,
                ["WriteStreamRequest"] = false,
            },
        };
    }

    public JsonObject Sandbox { get; }

    public JsonObject Container { get; }

    public JsonObject Data { get; }

    public JsonObject Requests { get; }

    public JsonObject ContainerProcess => Container["OCI"]!["Process"]!.AsObject();

    public JsonObject ContainerAnnotations => Container["OCI"]!["Annotations"]!.AsObject();

    /// <summary>What stands above the data.</summary>
    public string Rules { get; set; } = """
        # A policy for tests: # default SetPolicyRequest := true
        package agent_policy

        import future.keywords.in

        default CopyFileRequest := false
        default CreateContainerRequest := false
        default DestroySandboxRequest := true
        default ExecProcessRequest := false # default ExecProcessRequest := true
        default ReadStreamRequest := false
        default SetPolicyRequest := false
        default WaitProcessRequest := true
        default WriteStreamRequest := false
        default AllowRequestsFailingPolicy := false

        CreateContainerRequest {
            print("default SetPolicyRequest := true")
            some c in policy_data.containers
            c.OCI.Version == input.OCI.Version
        }

        ReadStreamRequest {
            policy_data.request_defaults.ReadStreamRequest == true
        }

        """;

    public string Text => $"{Rules}\npolicy_data := {Data.ToJsonString(new() { WriteIndented = true })}\n";

    public string Base64 => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text));

    public PolicySummary Summary
    {
        get
        {
            var summary = AgentPolicySummary.Read(Text);
            Assert.Null(summary.Error);
            return summary.Value!;
        }
    }

    public SamplePolicy WithRules(string more)
    {
        Rules += $"{more}\n";
        return this;
    }

    private static JsonObject CreateContainer(string name, string image, string[] command, string[] environment) => new()
    {
        ["OCI"] = new JsonObject
        {
            ["Version"] = "1.1.0",
            ["Process"] = new JsonObject
            {
                ["Args"] = new JsonArray([.. command.Select(word => JsonValue.Create(word))]),
                ["Env"] = new JsonArray([.. environment.Select(variable => JsonValue.Create(variable))]),
                ["Capabilities"] = new JsonObject { ["Effective"] = new JsonArray("$(default_caps)") },
            },
            ["Mounts"] = new JsonArray(new JsonObject { ["destination"] = "/etc/hosts", ["source"] = "$(sfprefix)hosts$", ["type_"] = "bind" }),
            ["Annotations"] = new JsonObject
            {
                ["io.kubernetes.cri.container-name"] = name,
                ["io.kubernetes.cri.container-type"] = "container",
                ["io.kubernetes.cri.image-name"] = image,
            },
        },
        ["storages"] = new JsonArray(
            new JsonObject { ["driver"] = "blk", ["fstype"] = "tar", ["options"] = new JsonArray("$(hash0)") },
            new JsonObject { ["driver"] = "overlayfs", ["fstype"] = "fuse3.kata-overlay", ["options"] = new JsonArray($"{Hash}:{Hash}", $"{Hash}:{Hash}") }),
        ["exec_commands"] = new JsonArray(),
    };
}
