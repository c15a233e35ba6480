using System.Globalization;
using System.Text.Json;

namespace CcDemo.Attestation;

/// <summary>A node of a release policy: it says which sentences speak against a token, none meaning that it holds.</summary>
internal abstract record PolicyCondition
{
    public abstract IReadOnlyList<string> Failures(JsonElement claims);

    /// <summary>Every comparison that the decision about a token rests on.</summary>
    public abstract IReadOnlyList<ComparedClaim> Compare(JsonElement claims);

    /// <summary>The condition as text that is the same for conditions that mean the same, whatever their order and form.</summary>
    public abstract string Canonical();

    private static string Canonical(string name, IReadOnlyList<PolicyCondition> conditions)
    {
        string[] parts = [.. conditions.Select(condition => condition.Canonical()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return parts is [var single] ? single : $"{name}({string.Join(',', parts)})";
    }

    /// <summary>Every condition must hold; all failures are named.</summary>
    public sealed record All(IReadOnlyList<PolicyCondition> Conditions) : PolicyCondition
    {
        public override IReadOnlyList<string> Failures(JsonElement claims)
            => [.. Conditions.SelectMany(condition => condition.Failures(claims))];

        public override IReadOnlyList<ComparedClaim> Compare(JsonElement claims)
            => [.. Conditions.SelectMany(condition => condition.Compare(claims))];

        public override string Canonical() => Canonical("allOf", Conditions);
    }

    /// <summary>One condition must hold; the failures of the one that comes nearest are named.</summary>
    public sealed record Any(IReadOnlyList<PolicyCondition> Conditions) : PolicyCondition
    {
        public override IReadOnlyList<string> Failures(JsonElement claims)
            => Conditions.Select(condition => condition.Failures(claims)).MinBy(failures => failures.Count)!;

        public override IReadOnlyList<ComparedClaim> Compare(JsonElement claims)
            => Conditions.MinBy(condition => condition.Failures(claims).Count)!.Compare(claims);

        public override string Canonical() => Canonical("anyOf", Conditions);
    }

    /// <summary>A claim must have a value.</summary>
    public sealed record ClaimEquals(string Path, JsonElement Expected) : PolicyCondition
    {
        public override IReadOnlyList<string> Failures(JsonElement claims)
        {
            if (!ClaimPath.TryFind(claims, Path, out var actual))
            {
                return [$"The token has no claim {Path}; the policy wants {Quoted(Expected)}."];
            }

            return Matches(actual, Expected)
                ? []
                : [$"The claim {Path} is {Quoted(actual)}; the policy wants {Quoted(Expected)}."];
        }

        public override IReadOnlyList<ComparedClaim> Compare(JsonElement claims)
            => [new ComparedClaim(Path, ClaimPath.TryFind(claims, Path, out var actual) ? Plain(actual) : null, Plain(Expected), Failures(claims).Count == 0)];

        public override string Canonical() => $"\"{JsonEncodedText.Encode(Path)}\"={Expected.ValueKind switch
        {
            JsonValueKind.String => $"\"{JsonEncodedText.Encode(Expected.GetString()!)}\"",
            JsonValueKind.Number when Expected.TryGetDecimal(out var number) => number.ToString("G29", CultureInfo.InvariantCulture),
            _ => Expected.GetRawText(),
        }}";

        // The vault lets a boolean or a number match its text as a string (the demo's own policy wants the vmpl "0", which
        // is a number in the token); everything else must have the same type.
        private static bool Matches(JsonElement actual, JsonElement expected) => (actual.ValueKind, expected.ValueKind) switch
        {
            (JsonValueKind.String, JsonValueKind.String) => string.Equals(actual.GetString(), expected.GetString(), StringComparison.Ordinal),
            (JsonValueKind.True or JsonValueKind.False, JsonValueKind.True or JsonValueKind.False) => actual.ValueKind == expected.ValueKind,
            (JsonValueKind.True, JsonValueKind.String) => expected.ValueEquals("true"),
            (JsonValueKind.False, JsonValueKind.String) => expected.ValueEquals("false"),
            (JsonValueKind.Number, JsonValueKind.String) => expected.ValueEquals(actual.GetRawText()),
            (JsonValueKind.Number, JsonValueKind.Number) => actual.TryGetDecimal(out var a) && expected.TryGetDecimal(out var e) && a == e,
            _ => false,
        };

        private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

        private static string Quoted(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => $"'{value.GetString()}'",
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            _ => value.GetRawText(),
        };
    }
}
