using System.Text.Json;
using System.Text.RegularExpressions;

namespace CcDemo.AppHost;

/// <summary>Reads what a policy for container instances allows: Rego as <c>az confcom acipolicygen</c> writes it, its <c>containers</c> in JSON.</summary>
internal static partial class ContainerInstancePolicySummary
{
    private static readonly string[] _unusual = ["allow_dump_stacks", "allow_runtime_logging", "allow_unencrypted_scratch"];

    /// <summary>Reads a policy.</summary>
    /// <returns>Null when the policy is of another form: then its hash is all that can be said.</returns>
    public static PolicySummary? Read(string rego)
    {
        var text = RegoText.Parse(rego);
        var open = AllowedPattern().Matches(rego).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        try
        {
            var hasContainers = text.TryGetJson("containers", out var containers);
            _ = text.TryGetJson("fragments", out var fragments);
            return hasContainers || open.Contains("create_container") ? Summarize(text, open, containers, fragments) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static PolicySummary Summarize(RegoText text, HashSet<string> open, JsonElement containers, JsonElement fragments) => new()
    {
        Containers = [.. containers.Items().Select(ReadContainer)],
        AllowsEverything = open.Contains("create_container"),
        AllowsExec = open.Contains("exec_in_container") || open.Contains("exec_external"),
        AllowsLogs = open.Contains("create_container") || containers.Items().Any(container => container.Member("allow_stdio_access").ValueKind == JsonValueKind.True),
        Unusual = [.. _unusual.Where(text.Unconditional.Contains), .. open.Where(name => name is "load_fragment" or "dump_stacks" or "runtime_logging")],
        Fragments = [.. fragments.Items().Select(fragment => $"{fragment.Member("feed").Text()} by {fragment.Member("issuer").Text()}")],
    };

    private static PolicyContainer ReadContainer(JsonElement container)
    {
        var command = container.Member("command").Texts();
        var id = container.Member("id").Text();
        var isSandbox = command is ["/pause"];

        return new PolicyContainer
        {
            Name = isSandbox ? "" : container.Member("name").Text() is { Length: > 0 } name ? name : id,
            Image = id,
            IsSandbox = isSandbox,
            Command = command,
            Environment = [.. container.Member("env_rules").Items().Select(rule => rule.Member("pattern").Text())],
            Mounts = [.. container.Member("mounts").Items().Select(mount => new PolicyMount(mount.Member("destination").Text(), mount.Member("source").Text()))],
            LayerHashes = container.Member("layers").Texts(),
            ExecCommands = [.. container.Member("exec_processes").Items().Select(process => string.Join(' ', process.Member("command").Texts()))],
            IsElevated = container.Member("allow_elevated").ValueKind == JsonValueKind.True,
        };
    }

    [GeneratedRegex(@"^[^\S\n]*(\w+)\s*:?=\s*\{\s*""allowed""\s*:\s*true\b", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex AllowedPattern();
}
