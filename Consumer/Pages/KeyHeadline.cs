using CcDemo.Consumer.Attestation;

namespace CcDemo.Consumer.Pages;

/// <summary>How the consumer stands with its key, in the words that stand on top of the page.</summary>
/// <param name="State">One of <see cref="KeyState"/>.</param>
/// <param name="Title">A few words.</param>
/// <param name="Sentence">What it means, in a sentence or two.</param>
public sealed record KeyHeadline(string State, string Title, string Sentence)
{
    /// <summary>The headline of a state.</summary>
    public static KeyHeadline Of(AttestationView attestation)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        var (title, sentence) = attestation.State switch
        {
            KeyState.None => (
                "Not attested: no key",
                "No processor vouches for this consumer, so no vault gives it the key. It sees what everybody sees who can read the topic."),
            KeyState.Attesting => ("Asking for the key", attestation.Reason ?? "The pod is being attested."),
            KeyState.Released => (
                "Attested: key released",
                "Every link holds, from the processor's report to the key's release policy. So the vault released the private key to this pod."),
            KeyState.Refused => ("Key refused", BrokenLink(attestation)),
            _ => ("Key not available", $"It could not be asked for: {attestation.Reason}"),
        };
        return new KeyHeadline(attestation.State, title, sentence);
    }

    /// <summary>The same for a terminal, where nothing else explains it: with the sentence of whoever refused.</summary>
    public static string PlainOf(AttestationView attestation)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        return attestation.State switch
        {
            KeyState.Released => $"The pod was attested, and the key vault released the key {attestation.KeyId} to it.",
            KeyState.None => $"{attestation.Reason}",
            KeyState.Attesting => $"No key is held yet. {attestation.Reason}",
            KeyState.Refused => $"No key is held, because it was refused: {attestation.Reason}",
            _ => $"No key is held, because it could not be asked for: {attestation.Reason}",
        };
    }

    private static string BrokenLink(AttestationView attestation)
    {
        var (number, link) = attestation.Chain.Index().First(link => link.Item.State == LinkState.Broken);
        return $"Link {number + 1} of {attestation.Chain.Count} is broken, the {link.Title.ToLowerInvariant()}. {link.Finding} The messages stay sealed.";
    }
}
