namespace CcDemo.Messaging.Tests;

/// <summary>The broker's side of one SASL mechanism, for one authentication.</summary>
internal interface ISaslServer
{
    /// <summary>Judges what the client sent.</summary>
    SaslStep Next(byte[] message);
}

/// <summary>What a broker answers.</summary>
/// <param name="Answer">The mechanism's own bytes.</param>
/// <param name="IsDone">Whether the client is authenticated.</param>
/// <param name="Error">Why it is not; null when nothing is wrong so far.</param>
/// <param name="Until">Until when it is; null for as long as it likes.</param>
internal sealed record SaslStep(byte[] Answer, bool IsDone = false, string? Error = null, DateTimeOffset? Until = null)
{
    public static SaslStep Refuse(string mechanism) => new([], Error: $"Authentication failed during authentication due to invalid credentials with SASL mechanism {mechanism}");
}
