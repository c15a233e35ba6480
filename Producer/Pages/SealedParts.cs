using System.Buffers.Text;
using System.Text;
using CcDemo.MessageEncryption;

namespace CcDemo.Producer.Pages;

/// <summary>Takes a sealed value apart into what its reader, and everybody in between, gets (RFC 7516 §7.1).</summary>
internal static class SealedParts
{
    private const int MostShown = 1200;

    private static readonly (string Name, string Meaning)[] Jwe =
    [
        ("Header", "Which key opens it, how, and for which topic: readable by everybody, changeable by nobody."),
        ("Encrypted key", "The content key, encrypted with the public key. Only the private key that the vault guards gets it back."),
        ("IV", "A random number that is used once."),
        ("Ciphertext", "Your text, encrypted with the content key."),
        ("Tag", "The seal: a message that was changed on its way does not open."),
    ];

    public static IReadOnlyList<SealedPart> Of(SealedMessage message)
    {
        var value = message.ToString();
        return message.Format == MessageFormat.Jwe
            ? [.. value.Split('.').Zip(Jwe, (text, part) => Part(part.Name, part.Meaning, text))]
            : [Part("RSA block", "Your text, encrypted with the public key itself (RSA-OAEP).", value)];
    }

    /// <summary>The protected header as JSON; null for a form that has none.</summary>
    public static string? HeaderOf(SealedMessage message)
    {
        if (message.Format != MessageFormat.Jwe)
        {
            return null;
        }

        var value = message.Value.AsSpan();
        return Encoding.UTF8.GetString(Base64Url.DecodeFromUtf8(value[..value.IndexOf((byte)'.')]));
    }

    private static SealedPart Part(string name, string meaning, string text)
        => new(name, meaning, text.Length > MostShown ? text[..MostShown] : text, text.Length);
}
