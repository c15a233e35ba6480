using System.Globalization;
using System.Text.RegularExpressions;
using CcDemo.Attestation;
using CcDemo.Consumer.Keys;

namespace CcDemo.Consumer.Attestation;

/// <summary>The chain from the hardware to the key in plain words, with the values that each link rests on. Pure.</summary>
internal static partial class ProofChain
{
    /// <summary>The five links in their order.</summary>
    public static IReadOnlyList<ProofLink> Of(KeyProof proof) => [Report(proof), Certificates(proof), Token(proof), Policy(proof), Key(proof)];

    private static ProofLink Report(KeyProof proof) => Link(
        proof,
        LinkName.Report,
        "Hardware report",
        "The processor itself measures what was started in this pod, and signs what it found.",
        proof.State switch
        {
            KeyState.None => "This consumer was started without attestation: no processor vouches for it.",
            KeyState.Unavailable => "The sidecar, or somebody it needs, could not be asked.",
            _ => "The processor signed a report of this very pod.",
        },
        proof.Evidence is { } evidence ? $"measured {Short(Convert.ToHexStringLower(evidence.Report.HostData.Span))}, debugging {(evidence.Report.Policy.DebugAllowed ? "allowed" : "forbidden")}" : null,
        ReportValues(proof));

    private static ProofLink Certificates(KeyProof proof) => Link(
        proof,
        LinkName.Certificates,
        "Certificate chain",
        "The signature leads back to the chip's maker, so software alone cannot forge it.",
        "The chip's key was certified by the root that the attestation provider trusts.",
        proof.Evidence is { } evidence ? string.Join(" ← ", evidence.Certificates.Select(certificate => certificate.Subject)) : null,
        CertificateValues(proof));

    private static ProofLink Token(KeyProof proof) => Link(
        proof,
        LinkName.Token,
        "Attestation token",
        "An independent provider checks report and certificates, and puts its name to the result.",
        "The provider found report and certificates genuine, and signed a token that says so.",
        proof.Token is { } token ? string.Create(CultureInfo.InvariantCulture, $"by {token.Issuer}, valid until {token.ExpiresAt:HH:mm} UTC") : null,
        TokenValues(proof));

    private static ProofLink Policy(KeyProof proof) => Link(
        proof,
        LinkName.Policy,
        "Release policy",
        "The key's owner wrote down what may have the key; the vault compares that with the token.",
        "Everything that the policy wants is what the token says.",
        PolicyFact(PolicyValues(proof)),
        PolicyValues(proof));

    private static ProofLink Key(KeyProof proof) => Link(
        proof,
        LinkName.Key,
        "Key",
        "The vault wraps the private key so that only this pod can unwrap it.",
        Revoked(proof) switch
        {
            0 => "The private key is in this pod's memory, and the messages open.",
            1 => "The private key is in this pod's memory, and the messages open. One version was revoked: what was sealed for it stays sealed.",
            var count => $"The private key is in this pod's memory, and the messages open. {count} versions were revoked: what was sealed for them stays sealed.",
        },
        proof.KeyId,
        KeyValues(proof));

    private static ProofLink Link(KeyProof proof, LinkName name, string title, string meaning, string finding, string? fact, IReadOnlyList<ComparedValue> values)
    {
        var state = proof.StateOf(name);
        var refusal = state == LinkState.Broken ? proof.Refusal : null;
        return new ProofLink(
            name.ToString().ToLowerInvariant(),
            title,
            state,
            meaning,
            state switch
            {
                LinkState.NotReached => null,
                LinkState.Waiting when proof.State == KeyState.Attesting => "Being asked for.",
                LinkState.Waiting => proof.Refusal?.Reason ?? finding,
                _ => refusal is null ? finding : BrokenFinding(name, refusal),
            },
            refusal is null ? AdviceWithoutRefusal(proof, state) : Advice(name, refusal),
            state == LinkState.Holds ? fact : null,
            values);
    }

    /// <summary>What it means that a link is broken; the sentence of whoever refused stands beside it.</summary>
    private static string BrokenFinding(LinkName name, KeyRefusal refusal) => name switch
    {
        LinkName.Report when Says(refusal, "runtime data") => "The report was made over other data than this request sent along: it may be an old one, or somebody else's.",
        LinkName.Report when Says(refusal, "signature") => "The report's signature does not fit: the report was changed after the processor signed it.",
        LinkName.Report => "There is no hardware report that counts.",
        LinkName.Certificates when Says(refusal, "root") => "The report is signed by a chip whose certificates lead to a root that nobody trusts.",
        LinkName.Certificates => "The certificates beside the report do not prove that a genuine chip signed it.",
        LinkName.Token when Says(refusal, "expired") => "The token had already expired when it arrived: an old proof is no proof.",
        LinkName.Token => "The attestation provider issued no token that counts for this pod.",
        LinkName.Policy when Says(refusal, "policy trusts") => "The token is genuine, but it is from a provider that this key's policy does not trust.",
        LinkName.Policy when Says(refusal, "hostdata") => "Another pod was started than the one that the key trusts: the measurements differ.",
        LinkName.Policy when Says(refusal, "is-debuggable") => "The host may read this guest's memory (debugging is on), and the policy forbids that.",
        LinkName.Policy when Says(refusal, "no release policy") => "The key has no release policy, so nothing can set it free.",
        LinkName.Policy => "The token is genuine, but what it says is not what the key's policy wants.",
        LinkName.Key when Says(refusal, "role") || Says(refusal, "Rbac") => "The vault does not let this pod's identity release keys.",
        LinkName.Key when Says(refusal, "not found") => "The vault has no key of this name so far.",
        LinkName.Key when KeyRefusalText.IsRevocation(refusal.Reason) => "This version of the key was revoked: it is disabled in the vault.",
        _ => "The vault did not hand out the key.",
    };

    private static string Advice(LinkName name, KeyRefusal refusal) => name switch
    {
        LinkName.Report when Says(refusal, "not an SEV-SNP guest") => "Run the pod on a confidential node pool, or name an emulated device for a local run.",
        LinkName.Report => "Let the sidecar ask the processor anew; if it stays so, do not trust this host.",
        LinkName.Certificates => "See from where the sidecar fetches certificates (SkrSideCarArgs, certcache); if it stays so, do not trust this host.",
        LinkName.Token when Says(refusal, "expired") => "Compare the clocks of the provider, the vault and this pod, and attest again.",
        LinkName.Token => "See that SkrClientMAAEndpoint names a provider that runs and accepts this hardware.",
        LinkName.Policy when Says(refusal, "policy trusts") => "Attest at the provider that the policy names (SkrClientMAAEndpoint), or give the key a policy with this one (setup-key).",
        LinkName.Policy when Says(refusal, "is-debuggable") => "Start the pod without debugging. The policy is right to refuse.",
        LinkName.Policy when Says(refusal, "no release policy") => "Create the key anew with a release policy: setup-key does.",
        LinkName.Policy => "If the pod was meant to change, measure it and set the key's policy anew (measure, setup-key). If not, somebody changed it.",
        LinkName.Key when Says(refusal, "role") || Says(refusal, "Rbac") => "Give the pod's identity the role 'Key Vault Crypto Service Release User' on the vault.",
        LinkName.Key when Says(refusal, "not found") => "See that SkrClientKID names a key of this vault, and that the key was made (setup-key). It is asked for again by itself.",
        LinkName.Key when KeyRefusalText.IsRevocation(refusal.Reason) => "If that was meant, have the producer seal for a new version (rotate-key); if not, enable this one in the vault again.",
        _ => "See that the vault is reached, and that it holds the key that SkrClientKID names.",
    };

    private static string? AdviceWithoutRefusal(KeyProof proof, string state) => (proof.State, state) switch
    {
        (KeyState.None, LinkState.Broken) => "Nothing: that is the point. Whoever runs, copies or breaks into this consumer sees what you see here. To have it read, start it in the confidential pod, beside the sidecar, with the key's name (SkrClientKID).",
        (KeyState.Unavailable, LinkState.Waiting) => "It is asked again by itself.",
        _ => null,
    };

    private static List<ComparedValue> ReportValues(KeyProof proof)
    {
        if (proof.Evidence is not { } evidence)
        {
            return [];
        }

        var report = evidence.Report;
        var values = new List<ComparedValue>
        {
            new("Measured pod (host data)", Convert.ToHexStringLower(report.HostData.Span)),
            new("Debugging by the host", report.Policy.DebugAllowed ? "allowed" : "forbidden", "forbidden", !report.Policy.DebugAllowed),
            new("Data of this request in the report", evidence.CarriesRuntimeData ? "yes" : "no, other data", "yes", evidence.CarriesRuntimeData),
            new("Firmware (TCB)", Tcb(report.ReportedTcb)),
            new("Chip", Convert.ToHexStringLower(report.ChipId.Span[..8]) + "…"),
        };
        if (evidence.Verdict is { Accepted: true } or { Code: "ReportSignature" })
        {
            values.Insert(0, new("Signature over the report", evidence.Verdict.Accepted ? "fits the chip's certificate" : "does not fit", "fits the chip's certificate", evidence.Verdict.Accepted));
        }

        return values;
    }

    private static List<ComparedValue> CertificateValues(KeyProof proof)
    {
        List<ComparedValue> differences = proof.Broken == LinkName.Certificates
            ? [.. RootDiffers().Matches(proof.Refusal!.Reason).Select(match => new ComparedValue("Root of the chain", match.Groups["actual"].Value, $"one of those that are trusted: {match.Groups["wanted"].Value}", false))]
            : [];
        if (proof.Evidence is not { } evidence)
        {
            return differences;
        }

        string[] roles = ["The chip (VCEK)", "AMD's intermediate (ASK)", "The root (ARK)"];
        return
        [
            .. differences,
            .. evidence.Certificates.Zip(roles, (certificate, role) => new ComparedValue(role, $"{certificate.Subject}, valid until {certificate.ValidUntil:yyyy-MM-dd}")),
            new("The root is AMD's", evidence.KnownRoot ?? "no: an emulated platform, or a foreign one"),
        ];
    }

    private static List<ComparedValue> TokenValues(KeyProof proof)
    {
        if (proof.Token is not { } token)
        {
            return proof.Broken == LinkName.Token
                ? [.. Expired().Matches(proof.Refusal!.Reason).Select(match => new ComparedValue("Valid until", match.Groups["actual"].Value, "later than now", false))]
                : [];
        }

        var wanted = proof.MaaEndpoint is { Length: > 0 } maa ? Address(maa) : null;
        return
        [
            new("Issuer", token.Issuer, wanted, wanted is null ? null : token.Issuer.TrimEnd('/').Equals(wanted, StringComparison.OrdinalIgnoreCase)),
            new("Kind of hardware", token.AttestationType ?? "not said"),
            new("Compliance of the utility VM", token.ComplianceStatus ?? "not said"),
            new("Valid until", token.ExpiresAt.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
        ];
    }

    private static IReadOnlyList<ComparedValue> PolicyValues(KeyProof proof)
    {
        if (proof.Policy is { } policy && proof.Token is { } token)
        {
            return
            [
                new("Issuer of the token", token.Issuer, string.Join(" or ", policy.Authorities), policy.Trusts(token.Issuer)),
                .. policy.Compare(token.Issuer, token.Claims).Select(claim => new ComparedValue(LabelOf(claim.Claim), claim.Actual ?? "not in the token", claim.Wanted, claim.Agrees)),
            ];
        }

        return proof.Broken == LinkName.Policy ? [.. Differences(proof.Refusal!.Reason)] : [];
    }

    private static string? PolicyFact(IReadOnlyList<ComparedValue> values)
        => values.Count == 0 ? null : $"{values.Count(value => value.Agrees == true)} of {values.Count} conditions met";

    /// <summary>What the vault's sentence says of each difference.</summary>
    private static IEnumerable<ComparedValue> Differences(string reason)
    {
        foreach (Match match in ClaimDiffers().Matches(reason))
        {
            yield return new ComparedValue(LabelOf(match.Groups["claim"].Value), match.Groups["actual"].Value, match.Groups["wanted"].Value, false);
        }

        if (reason.Contains("no release policy", StringComparison.Ordinal))
        {
            yield return new ComparedValue("Release policy of the key", "none", "one that this pod satisfies", false);
        }

        foreach (Match match in IssuerDiffers().Matches(reason))
        {
            yield return new ComparedValue("Issuer of the token", match.Groups["actual"].Value, match.Groups["wanted"].Value, false);
        }
    }

    private static List<ComparedValue> KeyValues(KeyProof proof)
    {
        var values = new List<ComparedValue>();
        if (proof.Broken == LinkName.Key && LacksRole().Match(proof.Refusal!.Reason) is { Success: true } lacks)
        {
            values.Add(new("Role of the pod's identity", "not given", lacks.Groups["wanted"].Value, false));
        }

        if (proof.KeyId is { Length: > 0 } key)
        {
            values.Add(new("Name", key));
        }

        if (proof.AkvEndpoint is { Length: > 0 } vault)
        {
            values.Add(new("Vault", Address(vault)));
        }

        if (!proof.Versions.IsDefault)
        {
            values.AddRange(proof.Versions
                .Where(version => version.KeyId.Contains('/', StringComparison.Ordinal))
                .Select(version => version.Refusal is { } refusal
                    ? new ComparedValue($"Version {version.KeyId}", KeyRefusalText.IsRevocation(refusal) ? "revoked: disabled in the vault, no longer held" : "refused: not held", "held", false)
                    : new ComparedValue($"Version {version.KeyId}", "held")));
        }

        return values;
    }

    private static int Revoked(KeyProof proof)
        => proof.Versions.IsDefault ? 0 : proof.Versions.Count(version => version.Refusal is { } refusal && KeyRefusalText.IsRevocation(refusal));

    private static string LabelOf(string claim) => claim switch
    {
        "x-ms-sevsnpvm-hostdata" => "Measured pod (host data)",
        "x-ms-sevsnpvm-is-debuggable" => "Debugging by the host",
        "x-ms-compliance-status" => "Compliance of the utility VM",
        "x-ms-attestation-type" => "Kind of hardware",
        "x-ms-sevsnpvm-vmpl" => "Privilege level (VMPL)",
        _ => claim,
    };

    private static string Tcb(Tcb tcb) => $"boot loader {tcb.BootLoader}, TEE {tcb.Tee}, SNP {tcb.Snp}, microcode {tcb.Microcode}";

    private static string Short(string digest) => $"{digest[..8]}…{digest[^8..]}";

    private static string Address(string host) => host.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? host.TrimEnd('/') : $"https://{host.TrimEnd('/')}";

    private static bool Says(KeyRefusal refusal, string words) => refusal.Reason.Contains(words, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"The claim (?<claim>\S+) is '?(?<actual>[^']*?)'?; the policy wants '?(?<wanted>[^']*?)'?(?=\.(\s|$))")]
    private static partial Regex ClaimDiffers();

    [GeneratedRegex(@"ends at '(?<actual>[^']*)', whose key is none of the trusted roots \((?<wanted>[^)]*)\)")]
    private static partial Regex RootDiffers();

    [GeneratedRegex("token expired at (?<actual>[-0-9]+ [0-9:]+ UTC)")]
    private static partial Regex Expired();

    [GeneratedRegex("role '(?<wanted>[^']*)'")]
    private static partial Regex LacksRole();

    [GeneratedRegex("The token was issued by '(?<actual>[^']*)'; the policy trusts '(?<wanted>[^']*)'")]
    private static partial Regex IssuerDiffers();
}
