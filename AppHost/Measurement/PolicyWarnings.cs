namespace CcDemo.AppHost;

/// <summary>Finds what is worth knowing of a policy before a key is released to a pod with it.</summary>
internal static class PolicyWarnings
{
    /// <summary>The longest that all annotations of an object may be together, in bytes of names and values.</summary>
    private const int MaxAnnotationsLength = 256 * 1024;

    /// <summary>The warnings, the gravest first.</summary>
    public static IReadOnlyList<PolicyWarning> Find(MeasuredPolicy policy, PolicySummary? summary)
    {
        List<PolicyWarning> warnings = summary is null
            ? []
            : [.. FindInRules(summary), .. summary.Containers.SelectMany(FindInContainer), .. PolicyFit.Compare(policy.Pod, summary)];

        if (policy.Pod.Annotations.Sum(annotation => annotation.Key.Length + annotation.Value.Length) > MaxAnnotationsLength)
        {
            warnings.Add(new(
                PolicyWarningCode.AnnotationTooLong,
                $"The pod's annotations are longer than {MaxAnnotationsLength:N0} bytes together, so Kubernetes will refuse the pod."));
        }

        return [.. warnings.OrderBy(warning => warning.Code)];
    }

    private static IEnumerable<PolicyWarning> FindInRules(PolicySummary summary)
    {
        if (summary.AllowsEverything)
        {
            yield return new(
                PolicyWarningCode.AllowsEverything,
                "The policy allows everything: the host may run any program in the guest, and the key would be released to it. Do not use it for a key that matters.");
            yield break;
        }

        if (summary.AllowsExec)
        {
            yield return new(
                PolicyWarningCode.ExecAllowed,
                "Any command may be run in the guest (kubectl exec): whoever runs the cluster can read the released key from memory.");
        }

        foreach (var command in summary.ExecCommands.Concat(summary.Containers.SelectMany(container => container.ExecCommands)).Distinct())
        {
            yield return new(PolicyWarningCode.ExecCommand, $"The host may run '{StrictText.ForDisplay(command)}' in the guest.");
        }

        foreach (var name in summary.Unusual)
        {
            yield return new(PolicyWarningCode.UnusualRequest, $"{StrictText.ForDisplay(name)} is allowed, which is normally denied.");
        }

        foreach (var name in summary.UnreadRules)
        {
            yield return new(
                PolicyWarningCode.UnreadRule,
                $"{StrictText.ForDisplay(name)} has rules that the policy tool does not write; what they allow was not read. Read the policy.");
        }

        foreach (var pattern in summary.WideCopyPaths)
        {
            yield return new(
                PolicyWarningCode.WideCopyPath,
                $"The host may write files of the guest that match '{StrictText.ForDisplay(pattern)}', beyond those that it shares with the pod.");
        }

        foreach (var pattern in summary.WideVariables)
        {
            yield return new(
                PolicyWarningCode.WideVariable,
                $"The host may set environment variables that match '{StrictText.ForDisplay(pattern)}', which is nearly any.");
        }
    }

    private static IEnumerable<PolicyWarning> FindInContainer(PolicyContainer container)
    {
        var title = StrictText.ForDisplay(container.Title, 80);
        var image = StrictText.ForDisplay(container.Image);

        if (container.IsElevated)
        {
            yield return new(PolicyWarningCode.Elevated, $"{title} has the privileges of the guest's root.");
        }

        if (container.LayerHashes.Count == 0 || container.LayerHashes.Any(hash => !IsHash(hash)))
        {
            yield return new(
                PolicyWarningCode.LayersNotBound,
                container.LayerHashes.Count == 0
                    ? $"No layer of {title} is bound by a dm-verity hash: the policy does not say what its image contains."
                    : $"{container.LayerHashes.Count(hash => !IsHash(hash))} of {container.LayerHashes.Count} layers of {title} have no dm-verity hash: the policy does not say what they contain.");
        }

        if (container.IsSandbox)
        {
            yield break;
        }

        if (container.Image.Length == 0)
        {
            yield return new(PolicyWarningCode.ImageNotPinned, $"The policy does not name the image of {title}.");
        }
        else if (!container.Image.Contains("@sha256:", StringComparison.Ordinal))
        {
            yield return IsLatest(container.Image)
                ? new(PolicyWarningCode.ImageLatest, $"The image of {title}, {image}, is the latest one: the next push makes the policy refuse the pod. Name it by its digest.")
                : new(PolicyWarningCode.ImageNotPinned, $"The image of {title}, {image}, is named by a tag, which may be moved: the policy then refuses the pod. Name it by its digest.");
        }
    }

    private static bool IsLatest(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return !name.Contains(':', StringComparison.Ordinal) || name.EndsWith(":latest", StringComparison.Ordinal);
    }

    private static bool IsHash(string hash) => hash.Length == 64 && hash.All(char.IsAsciiHexDigit);
}
