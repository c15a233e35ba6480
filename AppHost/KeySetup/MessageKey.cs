namespace CcDemo.AppHost;

/// <summary>The public side of the key that seals the messages.</summary>
/// <param name="Id"><c>NAME/VERSION</c>.</param>
/// <param name="PublicKeyPem">The public key in PEM (SubjectPublicKeyInfo).</param>
internal sealed record MessageKey(string Id, string PublicKeyPem);
