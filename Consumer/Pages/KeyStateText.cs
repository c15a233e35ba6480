using CcDemo.Consumer.Attestation;

namespace CcDemo.Consumer.Pages;

/// <summary>The state of the key in words.</summary>
public static class KeyStateText
{
    /// <summary>Two or three words.</summary>
    public static string Title(AttestationView attestation)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        return attestation.State switch
        {
            KeyState.None => "Holds no key",
            KeyState.Attesting => "Asking for the key",
            KeyState.Released => "Key released",
            KeyState.Refused => "Key refused",
            _ => "Key not available",
        };
    }

    /// <summary>One sentence or two.</summary>
    public static string Of(AttestationView attestation)
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
}
