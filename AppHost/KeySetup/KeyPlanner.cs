using CcDemo.Attestation;

namespace CcDemo.AppHost;

/// <summary>Decides what becomes of a key: it is created, used as it is, given another policy or version, or left alone.</summary>
internal static class KeyPlanner
{
    private const string HardwareRsa = "RSA-HSM";

    /// <summary>Plans, without touching anything.</summary>
    /// <param name="existing">The latest version of the key of that name; null when there is none.</param>
    /// <param name="request">The key that is wanted.</param>
    /// <param name="now">The time at which the key must be usable.</param>
    public static KeyPlan Plan(ExistingKey? existing, KeyRequest request, DateTimeOffset now)
    {
        if (existing is null)
        {
            return request.MustExist ? new KeyPlan.Refuse(NothingToRotate(request.Name)) : new KeyPlan.Create();
        }

        var difference = PolicyDifference(existing.ReleasePolicy, request.ReleasePolicy);
        if (existing.IsPolicyImmutable && difference is not null)
        {
            return new KeyPlan.Refuse(Immutable(request.Name));
        }

        if (request.NewVersion)
        {
            return NewVersion(existing, request, "a new version was asked for");
        }

        if (Unusable(existing, request.Name, now) is { } explanation)
        {
            return new KeyPlan.Refuse(explanation);
        }

        if (Shortcomings(existing, request) is { Count: > 0 } shortcomings)
        {
            return NewVersion(existing, request, $"the present one {string.Join(" and ", shortcomings)}");
        }

        if (existing is { IsExportable: true, ReleasePolicy: null })
        {
            return new KeyPlan.Refuse(
                $"The vault says that the key '{request.Name}' is exportable and shows no release policy for it, which a vault does not allow (AKV.SKR.1004): nothing is changed. Look at it with az keyvault key show, or use another name: --Parameters:key-name=NAME.");
        }

        return difference is null ? new KeyPlan.Reuse() : new KeyPlan.UpdatePolicy(difference);
    }

    /// <summary>What to do where a key is to be rotated that is not there.</summary>
    public static string NothingToRotate(string name)
        => $"There is no key '{name}' to rotate: see that the name is right (--Parameters:key-name=NAME), make the key with do {StepNames.SetupKey}, or have this step make it: --create.";

    /// <summary>What sets the present policy apart from the wanted one, the second half of a sentence; null when they say the same.</summary>
    public static string? PolicyDifference(string? present, string? wanted)
    {
        if (present is null || wanted is null)
        {
            return present == wanted ? null : "one of the two is missing";
        }

        try
        {
            return ReleasePolicy.Parse(present).IsEquivalentTo(ReleasePolicy.Parse(wanted))
                ? null
                : "it lets other pods have the key than the one that was measured";
        }
        catch (FormatException e)
        {
            return $"it is not understood here ({e.Message.TrimEnd('.')})";
        }
    }

    private static KeyPlan.NewVersion NewVersion(ExistingKey existing, KeyRequest request, string reason)
        => existing.IsPolicyImmutable
            ? new KeyPlan.NewVersion(reason, existing.ReleasePolicy, IsPolicyImmutable: true)
            : new KeyPlan.NewVersion(reason, request.ReleasePolicy, IsPolicyImmutable: false);

    private static string? Unusable(ExistingKey existing, string name, DateTimeOffset now) => existing switch
    {
        { IsEnabled: false } => $"The key '{name}' is disabled, and somebody will have had a reason. Enable it with az keyvault key set-attributes --enabled true, or have a new version made: --new-version.",
        { ExpiresOn: { } expires } when expires <= now => $"The key '{name}' expired at {expires:yyyy-MM-dd HH:mm:ss} UTC; a vault releases no expired key. Have a new version made: --new-version.",
        { NotBefore: { } start } when start > now => $"The key '{name}' may be used from {start:yyyy-MM-dd HH:mm:ss} UTC on, not before. Wait, or have a new version made: --new-version.",
        _ => null,
    };

    private static List<string> Shortcomings(ExistingKey existing, KeyRequest request)
    {
        var found = new List<string>();

        if (existing.KeyType != HardwareRsa)
        {
            found.Add($"is of kind {existing.KeyType}, not {HardwareRsa}");
        }
        else if (existing.SizeInBits < KeyRequest.SizeInBits)
        {
            found.Add($"has {existing.SizeInBits} bits, fewer than {KeyRequest.SizeInBits}");
        }

        if (existing.IsExportable != request.ReleasePolicy is not null)
        {
            found.Add(existing.IsExportable ? "can be exported" : "cannot be exported");
        }

        string[] missing = [.. KeyRequest.Operations.Select(operation => operation.ToString()).Except(existing.Operations, StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            found.Add($"is not for {string.Join(", ", missing)}");
        }

        return found;
    }

    private static string Immutable(string name)
        => $"The release policy of the key '{name}' was declared immutable when it was set, and it lets other pods have the key than the one that was measured. Nobody can change it, not with a new version either (AKV.SKR.1020). Use another name with --Parameters:key-name=NAME, and run publish and measure again, since the name is part of the measured pod; the old key stays with the pods that it trusts.";
}
