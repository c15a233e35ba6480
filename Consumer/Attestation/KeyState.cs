namespace CcDemo.Consumer.Attestation;

/// <summary>The states of <see cref="AttestationView.State"/>.</summary>
internal static class KeyState
{
    public const string None = "none";
    public const string Attesting = "attesting";
    public const string Released = "released";
    public const string Refused = "refused";
    public const string Unavailable = "unavailable";
}
