namespace CcDemo.AppHost;

/// <summary>Whether a policy was made for the pod that carries it, as far as that can be told without the policy tool.</summary>
internal static class PolicyFit
{
    /// <summary>What differs; nothing when the policy allows everything.</summary>
    public static IEnumerable<PolicyWarning> Compare(ManifestPod pod, PolicySummary summary)
        => summary.AllowsEverything ? [] : FindDifferences(pod, summary).Select(difference => new PolicyWarning(
            PolicyWarningCode.MadeForAnotherPod,
            $"The policy was made for another pod: {difference}. The guest will refuse this one; remove the annotation and measure anew."));

    private static IEnumerable<string> FindDifferences(ManifestPod pod, PolicySummary summary)
    {
        List<PolicyContainer> allowed = [.. summary.Containers.Where(container => !container.IsSandbox)];

        foreach (var container in pod.Containers)
        {
            var name = StrictText.ForDisplay(container.Name, 80);
            List<PolicyContainer> candidates = [.. allowed.Where(candidate => candidate.Name == container.Name || (candidate.Name.Length == 0 && IsImage(candidate.Image, container.Image)))];

            if (candidates.Count == 0)
            {
                yield return $"it knows no container '{name}'";
            }
            else if (candidates.Find(candidate => IsImage(candidate.Image, container.Image)) is not { } match)
            {
                yield return $"in it, '{name}' has the image {StrictText.ForDisplay(candidates[0].Image)}, not {StrictText.ForDisplay(container.Image)}";
            }
            else
            {
                foreach (var difference in FindDifferences(container, match))
                {
                    yield return $"in it, '{name}' {difference}";
                }
            }
        }

        foreach (var extra in allowed.Where(candidate => candidate.Name.Length > 0 && pod.Containers.All(container => container.Name != candidate.Name)))
        {
            yield return $"it allows a container '{StrictText.ForDisplay(extra.Name, 80)}' that the pod does not have";
        }
    }

    private static IEnumerable<string> FindDifferences(PodContainer container, PolicyContainer allowed)
    {
        if (!FitsCommand(container, allowed.Command))
        {
            yield return $"runs '{StrictText.ForDisplay(string.Join(' ', allowed.Command))}'";
        }

        var names = allowed.VariableNames.ToHashSet(StringComparer.Ordinal);

        foreach (var variable in container.Variables)
        {
            if (!names.Contains(variable.Name))
            {
                yield return $"has no variable {StrictText.ForDisplay(variable.Name, 80)}";
            }
            else if (variable.Value is { } value && !IsComputed(value) && !allowed.Environment.Contains($"{variable.Name}={value}"))
            {
                yield return $"has another value of {StrictText.ForDisplay(variable.Name, 80)}";
            }
        }
    }

    private static bool FitsCommand(PodContainer container, IReadOnlyList<string> allowed) => (container.Command, container.Arguments) switch
    {
        (null, null) => true,
        var (command, arguments) when (command ?? []).Concat(arguments ?? []).Any(IsComputed) => true,
        ({ } command, var arguments) => allowed.SequenceEqual(command.Concat(arguments ?? [])),
        (null, { } arguments) => allowed.TakeLast(arguments.Count).SequenceEqual(arguments),
    };

    /// <summary>The policy tool names an image without a tag by the tag that it means.</summary>
    private static bool IsImage(string allowed, string image) => allowed == image || allowed == $"{image}:latest";

    private static bool IsComputed(string value) => value.Contains("$(", StringComparison.Ordinal);
}
