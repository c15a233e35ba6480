namespace CcDemo.Attestation;

/// <summary>An attestation provider that a release policy trusts, and what its tokens must say.</summary>
internal sealed record PolicyAuthority(string Url, PolicyCondition Condition)
{
    /// <summary>Whether a token of this issuer is meant; a trailing slash makes no difference.</summary>
    public bool Matches(string issuer)
        => string.Equals(Url.TrimEnd('/'), issuer.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
