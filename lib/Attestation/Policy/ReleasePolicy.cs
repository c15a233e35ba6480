using System.Text.Json;

namespace CcDemo.Attestation;

/// <summary>
/// A key release policy of Azure Key Vault: which attestation providers' tokens, with which claims, set a key free
/// (Key Vault's "key release policy grammar").
/// </summary>
public sealed class ReleasePolicy
{
    private const int MaxDepth = 16;
    private static readonly string[] _versions = ["0.2", "1.0", "1.0.0"];
    private readonly string _json;
    private readonly IReadOnlyList<PolicyAuthority> _authorities;

    private ReleasePolicy(string version, string json, IReadOnlyList<PolicyAuthority> authorities)
    {
        Version = version;
        _json = json;
        _authorities = authorities;
    }

    /// <summary>The version of the grammar: <c>0.2</c>, <c>1.0</c> or <c>1.0.0</c>.</summary>
    public string Version { get; }

    /// <summary>The issuers that the policy trusts.</summary>
    public IReadOnlyList<string> Authorities => [.. _authorities.Select(authority => authority.Url)];

    /// <summary>Reads a policy.</summary>
    /// <exception cref="FormatException">The text is not a policy, or uses something that is not known.</exception>
    public static ReleasePolicy Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement.Clone();
            RequireObject(root, "The release policy");
            RequireOnly(root, "The release policy", "version", "anyOf");
            var version = RequireText(root, "version", "The release policy");
            if (!_versions.Contains(version))
            {
                throw new FormatException($"The release policy has version '{version}'; 0.2, 1.0 and 1.0.0 are known.");
            }

            return new ReleasePolicy(version, root.GetRawText(), [.. RequireItems(root, "anyOf", "The release policy").Select(Authority)]);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The release policy is not valid JSON: {e.Message}", e);
        }
    }

    /// <summary>Judges a token that has been verified already.</summary>
    /// <param name="issuer">The token's issuer.</param>
    /// <param name="claims">The token's claims.</param>
    /// <returns>The decision; the reasons are those of the authority that comes nearest.</returns>
    public PolicyDecision Evaluate(string issuer, JsonElement claims)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        var attempts = _authorities
            .Where(authority => authority.Matches(issuer))
            .Select(authority => authority.Condition.Failures(claims))
            .ToList();
        if (attempts.Count == 0)
        {
            return new PolicyDecision(false, [$"The token was issued by '{issuer}'; the policy trusts {string.Join(" and ", Authorities.Select(url => $"'{url}'"))}."]);
        }

        var nearest = attempts.MinBy(failures => failures.Count)!;
        return new PolicyDecision(nearest.Count == 0, nearest);
    }

    /// <summary>Whether one of the policy's authorities is this issuer; a trailing slash makes no difference.</summary>
    public bool Trusts(string issuer)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        return _authorities.Any(authority => authority.Matches(issuer));
    }

    /// <summary>What a token's claims are compared with, for showing; of several ways to satisfy the policy the one that comes nearest.</summary>
    /// <param name="issuer">The token's issuer.</param>
    /// <param name="claims">The token's claims.</param>
    /// <returns>The comparisons in the policy's order; empty when the policy trusts another issuer.</returns>
    public IReadOnlyList<ComparedClaim> Compare(string issuer, JsonElement claims)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        return _authorities
            .Where(authority => authority.Matches(issuer))
            .MinBy(authority => authority.Condition.Failures(claims).Count)?.Condition.Compare(claims) ?? [];
    }

    /// <summary>
    /// Whether another policy lets the same tokens through: white space, the order of what stands in a group, a group of
    /// one, the grammar's version and a trailing slash of an authority make no difference.
    /// </summary>
    public bool IsEquivalentTo(ReleasePolicy other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Canonical().SetEquals(other.Canonical());
    }

    /// <summary>The policy as JSON, as it was read.</summary>
    public string ToJson() => _json;

    private HashSet<string> Canonical()
        => [.. _authorities.Select(authority => $"{authority.Url.TrimEnd('/').ToLowerInvariant()} {authority.Condition.Canonical()}")];

    private static PolicyAuthority Authority(JsonElement json)
    {
        const string what = "An authority of the release policy";
        RequireObject(json, what);
        RequireOnly(json, what, "authority", "allOf", "anyOf");
        return new PolicyAuthority(RequireText(json, "authority", what), Group(json, what, depth: 0));
    }

    private static PolicyCondition Condition(JsonElement json, int depth)
    {
        const string what = "A condition of the release policy";
        if (depth > MaxDepth)
        {
            throw new FormatException($"The release policy is nested deeper than {MaxDepth} levels.");
        }

        RequireObject(json, what);
        if (!json.TryGetProperty("claim", out _))
        {
            RequireOnly(json, what, "allOf", "anyOf");
            return Group(json, what, depth);
        }

        RequireOnly(json, what, "claim", "equals");
        var claim = RequireText(json, "claim", what);
        if (!json.TryGetProperty("equals", out var expected)
            || expected.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
        {
            throw new FormatException($"The condition on the claim '{claim}' needs 'equals' with a string, a number or a boolean.");
        }

        return new PolicyCondition.ClaimEquals(claim, expected);
    }

    private static PolicyCondition Group(JsonElement json, string what, int depth)
    {
        var all = json.TryGetProperty("allOf", out _);
        if (all == json.TryGetProperty("anyOf", out _))
        {
            throw new FormatException($"{what} needs either 'allOf' or 'anyOf'.");
        }

        PolicyCondition[] conditions = [.. RequireItems(json, all ? "allOf" : "anyOf", what).Select(item => Condition(item, depth + 1))];
        return all ? new PolicyCondition.All(conditions) : new PolicyCondition.Any(conditions);
    }

    private static void RequireObject(JsonElement json, string what)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{what} is not a JSON object.");
        }
    }

    // A member that is not understood could be a restriction; ignoring it would release a key too easily.
    private static void RequireOnly(JsonElement json, string what, params ReadOnlySpan<string> known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                throw new FormatException($"{what} has the unknown member '{member.Name}'; only 'equals' compares claims.");
            }

            if (!seen.Add(member.Name))
            {
                throw new FormatException($"{what} has the member '{member.Name}' twice.");
            }
        }
    }

    private static string RequireText(JsonElement json, string name, string what)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException($"{what} lacks the text '{name}'.");

    private static IReadOnlyList<JsonElement> RequireItems(JsonElement json, string name, string what)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            ? [.. value.EnumerateArray()]
            : throw new FormatException($"{what} needs '{name}' with at least one item.");
}
