namespace CcDemo.Consumer.Attestation;

/// <summary>Why there is no key.</summary>
/// <param name="Reason">The sentence of whoever refused.</param>
/// <param name="Stage">Where the sidecar was, by its name for it (<c>X-CcDemo-Stage</c>); null for sidecars that do not say.</param>
internal sealed record KeyRefusal(string Reason, string? Stage)
{
    /// <summary>What in a sentence speaks for a link, the more telling first.</summary>
    private static readonly (string Words, LinkName Link)[] Signs =
    [
        ("runtime data", LinkName.Report),
        ("report's signature", LinkName.Report),
        ("not an SEV-SNP guest", LinkName.Report),
        ("security processor", LinkName.Report),
        ("role", LinkName.Key),
        ("ForbiddenByRbac", LinkName.Key),
        ("got no token for the vault", LinkName.Key),
        ("release policy", LinkName.Policy),
        ("policy wants", LinkName.Policy),
        ("policy trusts", LinkName.Policy),
        ("token expired", LinkName.Token),
        ("has expired", LinkName.Token),
        ("attestation token", LinkName.Token),
        ("trusted roots", LinkName.Certificates),
        ("certificate", LinkName.Certificates),
        ("attestation statement", LinkName.Policy),
        ("attestation provider", LinkName.Token),
    ];

    /// <summary>The link of the chain that is broken.</summary>
    public LinkName Link => Stage switch
    {
        "report" => LinkName.Report,
        "certificates" => LinkName.Certificates,
        "attest" => BySentence(LinkName.Report, LinkName.Certificates) ?? LinkName.Token,
        "token.verify" => LinkName.Token,
        "vault.release" => BySentence(LinkName.Token, LinkName.Policy, LinkName.Key) ?? LinkName.Key,
        "vault.token" or "release.verify" or "unwrap" => LinkName.Key,
        _ => BySentence(Enum.GetValues<LinkName>()) ?? LinkName.Key,
    };

    /// <summary>Whether the vault looked at the policy before the refusal.</summary>
    public bool IsAfterPolicy => Stage is "release.verify" or "unwrap";

    private LinkName? BySentence(params LinkName[] possible)
        => Signs.Where(sign => possible.Contains(sign.Link) && Reason.Contains(sign.Words, StringComparison.OrdinalIgnoreCase))
            .Select(sign => (LinkName?)sign.Link)
            .FirstOrDefault();
}
