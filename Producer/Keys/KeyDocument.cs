using System.Text.Json;
using CcDemo.MessageEncryption;

namespace CcDemo.Producer.Keys;

/// <summary>Public keys as text: PEM, a JSON Web Key or a set of them (RFC 7517 §4 and §5). Pure.</summary>
internal static class KeyDocument
{
    /// <summary>The largest document, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MostReasons = 3;

    /// <summary>Finds the key to seal with.</summary>
    /// <remarks>
    /// Of a set that is the key that is wanted by its id; else, of those that can be used, the one that was issued last
    /// (<c>iat</c>), and where the set does not tell, the first.
    /// </remarks>
    /// <param name="text">The document.</param>
    /// <param name="wanted">What the settings say of the key.</param>
    /// <param name="now">The time at which the key must be valid.</param>
    public static KeyReading Read(string text, WantedKey wanted, DateTimeOffset now)
    {
        try
        {
            return text.AsSpan().TrimStart().StartsWith('{') ? ReadJson(text, wanted, now) : ReadPem(text, wanted);
        }
        catch (FormatException e)
        {
            return new KeyReading.Failed($"cannot be used: {e.Message}.");
        }
    }

    private static KeyReading ReadPem(string text, WantedKey wanted)
    {
        using var key = PublicKeyPem.Read(text);
        return wanted is { NeedsKeyId: true, KeyId.Length: 0 }
            ? new KeyReading.Failed("is PEM, which says no name of the key: set the key id (Producer:KeyId) too, as KEY NAME/VERSION.")
            : new KeyReading.Found(new MessagePublicKey(key.ExportSubjectPublicKeyInfoPem(), wanted.KeyId, NamesItself: false));
    }

    private static KeyReading ReadJson(string text, WantedKey wanted, DateTimeOffset now)
    {
        using var document = Parse(text);
        var root = document.RootElement;
        return root.TryGetProperty("keys", out var keys)
            ? Choose(keys, wanted, now)
            : Single(PublishedKey.Read(root, now), wanted);
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            // The parser's message can quote the text, and by mistake the text can be a private key.
            throw new FormatException("it is not valid JSON");
        }
    }

    private static KeyReading Single(PublishedKey key, WantedKey wanted)
    {
        if (key.Unfit is { } unfit)
        {
            throw new FormatException($"its key {unfit}");
        }

        if (key.KeyId.Length > 0 && wanted.KeyId.Length > 0 && !key.IsNamed(wanted.KeyId))
        {
            return new KeyReading.Failed($"names the key '{key.KeyId}', and the key id (Producer:KeyId) is '{wanted.KeyId}': leave that setting out.");
        }

        return key.KeyId.Length > 0 ? Found(key)
            : wanted is { NeedsKeyId: true, KeyId.Length: 0 } ? new KeyReading.Failed("says no name of the key ('kid'): add it, or set the key id (Producer:KeyId), as KEY NAME/VERSION.")
            : new KeyReading.Found(new MessagePublicKey(key.Pem!, wanted.KeyId, NamesItself: false));
    }

    private static KeyReading.Found Choose(JsonElement set, WantedKey wanted, DateTimeOffset now)
    {
        if (set.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("its member 'keys' is not a list");
        }

        PublishedKey[] keys = [.. set.EnumerateArray().Select(key => PublishedKey.Read(key, now)).Select(key => wanted.NeedsKeyId ? key.WithKeyId() : key)];
        PublishedKey[] candidates = wanted.KeyId.Length == 0 ? keys : [.. keys.Where(key => key.IsNamed(wanted.KeyId))];
        if (candidates.Length == 0)
        {
            throw new FormatException(keys.Length == 0 ? "its list of keys is empty" : $"it has no key '{wanted.KeyId}' (Producer:KeyId)");
        }

        // Stable: of those that were issued at the same time, or do not say when, the first.
        return candidates.Where(key => key.Unfit is null).OrderByDescending(key => key.IssuedAt ?? DateTimeOffset.MinValue).FirstOrDefault() is { } chosen
            ? Found(chosen)
            : throw new FormatException($"none of its keys is for sealing messages: {Reasons(candidates)}");
    }

    private static KeyReading.Found Found(PublishedKey key) => new(new MessagePublicKey(key.Pem!, key.KeyId, NamesItself: true));

    private static string Reasons(PublishedKey[] keys)
        => string.Join("; ", keys.Take(MostReasons).Select(key => $"'{key.KeyId}' {key.Unfit}")) + (keys.Length > MostReasons ? "; and so on" : "");
}
