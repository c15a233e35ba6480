namespace CcDemo.Producer.Keys;

/// <summary>The public key that messages are sealed with, and what it is called.</summary>
/// <param name="Pem">The key as SubjectPublicKeyInfo PEM.</param>
/// <param name="KeyId">The <c>kid</c> of messages; empty where the format has none.</param>
/// <param name="NamesItself">Whether the id came together with the key, and not from a setting beside it.</param>
internal sealed record MessagePublicKey(string Pem, string KeyId, bool NamesItself);
