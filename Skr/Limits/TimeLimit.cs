namespace CcDemo.Skr.Limits;

/// <summary>The time that a request may take.</summary>
/// <param name="Token">Cancelled when it is up.</param>
internal sealed record TimeLimit(CancellationToken Token)
{
    public const string Sentence = "The request took longer than this sidecar allows (Limits:RequestTime); the attestation provider or the vault may be slow.";

    /// <summary>Whether a request was ended by it.</summary>
    public static bool HasEnded(HttpContext context) => context.Features.Get<TimeLimit>() is { Token.IsCancellationRequested: true };
}
