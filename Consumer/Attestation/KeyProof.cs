using System.Collections.Immutable;
using CcDemo.Attestation;

namespace CcDemo.Consumer.Attestation;

/// <summary>Everything that is known about this consumer's way to its key.</summary>
/// <param name="State">One of <see cref="KeyState"/>.</param>
/// <param name="KeyId">The key.</param>
/// <param name="MaaEndpoint">The attestation provider.</param>
/// <param name="AkvEndpoint">The key vault.</param>
/// <param name="Refusal">Why there is no key; null when nobody refused.</param>
/// <param name="Token">A token about this guest, for showing.</param>
/// <param name="Evidence">A report of this guest, for showing.</param>
/// <param name="Policy">The release policy that the vault says it judged by.</param>
/// <param name="Versions">The versions that were released to this consumer, the latest last, and those of them that were revoked since.</param>
internal sealed record KeyProof(
    string State,
    string? KeyId = null,
    string? MaaEndpoint = null,
    string? AkvEndpoint = null,
    KeyRefusal? Refusal = null,
    MaaToken? Token = null,
    GuestEvidence? Evidence = null,
    ReleasePolicy? Policy = null,
    ImmutableArray<KeyVersionStanding> Versions = default)
{
    /// <summary>The link at which the chain ends; null when it holds or nothing was asked so far.</summary>
    public LinkName? Broken => State switch
    {
        KeyState.None => LinkName.Report,
        KeyState.Refused => Refusal?.Link,
        _ => null,
    };

    /// <summary>How a link stands.</summary>
    public string StateOf(LinkName link) => State switch
    {
        KeyState.Released => LinkState.Holds,
        KeyState.Attesting => LinkState.Waiting,
        KeyState.Unavailable => link == LinkName.Report ? LinkState.Waiting : LinkState.NotReached,
        _ when link == Broken => LinkState.Broken,
        _ when link > Broken => LinkState.NotReached,
        _ => IsShown(link) ? LinkState.Holds : LinkState.NotReached,
    };

    /// <summary>Whether a link before the broken one is known to hold: whoever came after it has looked at it, or this consumer has.</summary>
    private bool IsShown(LinkName link) => link switch
    {
        LinkName.Report => Broken > LinkName.Certificates || Evidence is { Verdict.Accepted: true, CarriesRuntimeData: true },
        LinkName.Certificates => Broken > LinkName.Token || Evidence is { Verdict.Accepted: true },
        LinkName.Token => true,
        _ => Refusal is { IsAfterPolicy: true },
    };
}
