using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CcDemo.AppHost;

/// <summary>Reads what a policy of the Kata agent allows: Rego as <c>genpolicy</c> writes it, rules above and <c>policy_data</c> below.</summary>
internal static class AgentPolicySummary
{
    private const string CreateContainer = "CreateContainerRequest";
    private const string ExecProcess = "ExecProcessRequest";
    private const string ReadStream = "ReadStreamRequest";
    private const string FailingPolicy = "AllowRequestsFailingPolicy";
    private const string SharedFolder = "^/run/kata-containers/shared/containers/";

    /// <summary>The requests that genpolicy's own rules let through always: they start, watch and end what was allowed before.</summary>
    private static readonly HashSet<string> _usual =
    [
        "DestroySandboxRequest", "GetOOMEventRequest", "GuestDetailsRequest", "OnlineCPUMemRequest", "RemoveContainerRequest",
        "RemoveStaleVirtiofsShareMountsRequest", "SignalProcessRequest", "StartContainerRequest", "StatsContainerRequest",
        "TtyWinResizeRequest", "UpdateInterfaceRequest", "UpdateRoutesRequest", "WaitProcessRequest",
    ];

    /// <summary>The requests that genpolicy writes rules for; what they let through is in the policy's data.</summary>
    private static readonly HashSet<string> _ruled =
    [
        CreateContainer, ExecProcess, ReadStream, "AddARPNeighborsRequest", "CloseStdinRequest", "CopyFileRequest", "CreateSandboxRequest",
        "GetDiagnosticDataRequest", "RemoveContainerRequest", "UpdateEphemeralMountsRequest", "UpdateInterfaceRequest",
        "UpdateRoutesRequest", "WriteStreamRequest",
    ];

    /// <summary>The requests that the policy's data switches on with <c>true</c>.</summary>
    private static readonly string[] _switched =
        ["CloseStdinRequest", "GetDiagnosticDataRequest", ReadStream, "UpdateEphemeralMountsRequest", "WriteStreamRequest"];

    /// <summary>Reads a policy.</summary>
    public static Outcome<PolicySummary> Read(string rego)
    {
        var text = RegoText.Parse(rego);
        var allowsEverything = IsAllowed(text, CreateContainer) || IsAllowed(text, FailingPolicy);

        try
        {
            return text.TryGetJson("policy_data", out var data, out var rules)
                ? Summarize(text, data, allowsEverything) with { RulesDigest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rules))) }
                : allowsEverything
                    ? Summarize(text, default, allowsEverything)
                    : new MeasurementError(
                        MeasurementErrorCode.PolicyDataMissing,
                        "The policy has no 'policy_data := { ... }', or more than one: it is not as genpolicy writes it, and no container could be told from another. Make it anew.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new MeasurementError(
                MeasurementErrorCode.PolicyDataNotJson,
                $"The policy's 'policy_data' is not JSON: {StrictText.ForDisplay(e.Message)} Make it anew.");
        }
    }

    private static PolicySummary Summarize(RegoText text, JsonElement data, bool allowsEverything)
    {
        var requests = data.Member("request_defaults");
        var switchedOn = _switched.Where(name => requests.Member(name).ValueKind == JsonValueKind.True).ToHashSet();
        var allowed = text.Defaults.Keys.Union(text.Unconditional).Where(name => IsRequest(name) && IsAllowed(text, name)).Union(switchedOn);
        var exec = requests.Member(ExecProcess);

        // Old: a list of lines; then "commands", a list of lines; now "allowed_commands", a list of lists of words.
        List<string> commands = [.. new[] { exec, exec.Member("commands"), exec.Member("allowed_commands") }.SelectMany(ReadCommands), .. exec.Member("regex").Texts().Select(pattern => $"/{pattern}/")];

        return new PolicySummary
        {
            Containers = [.. data.Member("containers").Items().Select(ReadContainer)],
            AllowsEverything = allowsEverything,
            AllowsExec = IsAllowed(text, ExecProcess) || allowsEverything || commands.Any(command => command is "/.*/" or "/^.*$/" or "/.+/" or "//"),
            ExecCommands = commands,
            AllowsLogs = IsAllowed(text, ReadStream) || switchedOn.Contains(ReadStream) || allowsEverything,
            Unusual = [.. allowed.Where(name => !_usual.Contains(name) && name is not (ExecProcess or ReadStream or CreateContainer)).Order(StringComparer.Ordinal)],
            UnreadRules = [.. text.Rules.Where(name => IsRequest(name) && !_ruled.Contains(name) && !text.Unconditional.Contains(name)).Order(StringComparer.Ordinal)],
            WideCopyPaths = [.. requests.Member("CopyFileRequest").Texts().Where(pattern => !Expand(pattern, data.Member("common")).StartsWith(SharedFolder, StringComparison.Ordinal))],
            WideVariables = [.. requests.Member(CreateContainer).Member("allow_env_regex").Texts().Where(pattern => !pattern.Contains('=', StringComparison.Ordinal) || pattern.TrimStart('^').StartsWith('.'))],
        };
    }

    private static PolicyContainer ReadContainer(JsonElement container)
    {
        var oci = container.Member("OCI");
        var process = oci.Member("Process");
        var annotations = oci.Member("Annotations");
        var command = process.Member("Args").Texts();

        return new PolicyContainer
        {
            Name = annotations.Member("io.kubernetes.cri.container-name").Text(),
            Image = annotations.Member("io.kubernetes.cri.image-name").Text(),
            IsSandbox = annotations.Member("io.kubernetes.cri.container-type").Text() == "sandbox",
            Command = command.Count > 0 ? command : process.Member("DeprecatedArgs").Texts(),
            Environment = process.Member("Env").Texts(),
            Mounts = [.. oci.Member("Mounts").Items().Select(mount => new PolicyMount(mount.Member("destination").Text(), mount.Member("source").Text()))],
            LayerHashes = [.. container.Member("storages").Items().Where(storage => storage.Member("driver").Text() == "overlayfs").SelectMany(ReadLayerHashes)],
            ExecCommands = [.. ReadCommands(container.Member("exec_commands"))],
            IsElevated = process.Member("Capabilities").Member("Effective").Texts().Contains("$(privileged_caps)"),
        };
    }

    /// <summary>The storage's two options are the layers' names and the layers' hashes, each separated by colons.</summary>
    private static IEnumerable<string> ReadLayerHashes(JsonElement storage)
    {
        var options = storage.Member("options").Texts();
        var names = options.Count > 0 && options[0].Length > 0 ? options[0].Split(':') : [];
        var hashes = options.Count > 1 ? options[1].Split(':') : [];
        return names.Select((_, i) => i < hashes.Length ? hashes[i] : "");
    }

    private static IEnumerable<string> ReadCommands(JsonElement list)
        => list.Items().Select(item => item.ValueKind == JsonValueKind.Array ? string.Join(' ', item.Texts()) : item.Text());

    private static string Expand(string pattern, JsonElement common)
    {
        var folder = common.Member("mount_source_cpath").Text() is { Length: > 0 } source ? source : common.Member("cpath").Text();
        return pattern
            .Replace("$(sfprefix)", common.Member("sfprefix").Text(), StringComparison.Ordinal)
            .Replace("$(cpath)", folder, StringComparison.Ordinal);
    }

    private static bool IsRequest(string name)
        => name.EndsWith("Request", StringComparison.Ordinal) || name == FailingPolicy || name.StartsWith("MemAgent", StringComparison.Ordinal);

    private static bool IsAllowed(RegoText text, string name) => text.Defaults.GetValueOrDefault(name) || text.Unconditional.Contains(name);
}
