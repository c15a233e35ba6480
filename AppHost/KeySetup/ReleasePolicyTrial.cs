using CcDemo.Attestation;

namespace CcDemo.AppHost;

/// <summary>What a release policy does with one sample token.</summary>
/// <param name="Sample">The token.</param>
/// <param name="Decision">The policy's decision.</param>
internal sealed record ReleasePolicyTrial(SampleToken Sample, PolicyDecision Decision)
{
    /// <summary>Whether the measured pod gets the key and everybody else does not.</summary>
    public bool IsAsItShouldBe => Decision.Allowed == Sample.IsMeasuredPod;

    /// <summary>The outcome as a sentence.</summary>
    public string Sentence => Decision.Allowed
        ? $"{Capital(Sample.Guest)} gets the key."
        : $"{Capital(Sample.Guest)} is refused. {string.Join(' ', Decision.Reasons)}";

    /// <summary>Tries a policy on samples, as the vault would evaluate it.</summary>
    /// <exception cref="DistributedApplicationException">The text is no release policy that the vault would take.</exception>
    public static IReadOnlyList<ReleasePolicyTrial> Run(string policy, IReadOnlyList<SampleToken> samples)
    {
        try
        {
            var parsed = ReleasePolicy.Parse(policy);
            return [.. samples.Select(sample => new ReleasePolicyTrial(sample, parsed.Evaluate(sample.Issuer, sample.Claims)))];
        }
        catch (FormatException e)
        {
            throw new DistributedApplicationException(e.Message);
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
