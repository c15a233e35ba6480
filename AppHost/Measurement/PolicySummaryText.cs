namespace CcDemo.AppHost;

/// <summary>A policy's summary as lines that a person reads.</summary>
internal static class PolicySummaryText
{
    /// <summary>The lines: what was measured, then what it allows. No value of an environment variable is among them.</summary>
    public static IEnumerable<string> Write(MeasuredPolicy policy, PolicySummary? summary)
    {
        yield return $"{Show(policy.Pod.Title)}: {policy.Kind.ToTitle()}";

        if (summary is null)
        {
            yield return "  what it allows was not read: it is of another form than the policy tool writes";
            yield break;
        }

        foreach (var container in summary.Containers)
        {
            yield return $"  container {Show(container.Title)}";

            if (container.Image.Length > 0)
            {
                yield return $"    image      {Show(container.Image)}";
            }

            yield return $"    runs       {Show(string.Join(' ', container.Command))}";
            yield return $"    variables  {List(container.VariableNames)}";
            yield return $"    mounts     {List(container.Mounts.Select(mount => mount.Destination))}";
            yield return $"    layers     {Layers(container)}";
        }

        if (summary.Containers.Count == 0)
        {
            yield return $"  containers   {(summary.AllowsEverything ? "any" : "none")}";
        }

        yield return $"  exec         {(summary.AllowsExec ? "any command" : List(summary.ExecCommands.Concat(summary.Containers.SelectMany(container => container.ExecCommands)).Distinct()))}";
        yield return $"  logs         {(summary.AllowsLogs ? "readable from outside" : "denied")}";

        if (summary.RulesDigest is { } digest)
        {
            yield return $"  rules        not evaluated; SHA-256 {digest}";
        }

        foreach (var fragment in summary.Fragments)
        {
            yield return $"  extended by  {Show(fragment)}";
        }
    }

    private static string Layers(PolicyContainer container) => container.LayerHashes.Count(hash => hash.Length > 0) switch
    {
        0 => "not bound",
        var bound when bound == container.LayerHashes.Count => $"{bound}, each bound by a dm-verity hash",
        var bound => $"{bound} of {container.LayerHashes.Count} bound by a dm-verity hash",
    };

    private static string List(IEnumerable<string> items) => string.Join(", ", items.Select(Show)) is { Length: > 0 } list ? list : "none";

    private static string Show(string text) => StrictText.ForDisplay(text);
}
