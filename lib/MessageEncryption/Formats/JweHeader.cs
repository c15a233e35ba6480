using System.Text.Json;

namespace CcDemo.MessageEncryption;

/// <summary>The protected header of a JWE (RFC 7516 §4), reduced to what this project uses.</summary>
internal sealed record JweHeader(string KeyId, string? Topic, bool BindsMessageKey)
{
    /// <summary>The private header parameter (RFC 7515 §4.3) that binds a message to the topic it was sealed for.</summary>
    public const string TopicParameter = "topic";

    /// <summary>The private header parameter that says that a <see cref="MessageKeyFrame"/> stands before the text.</summary>
    public const string MessageKeyParameter = "mkey";

    public const string Algorithm = "RSA-OAEP-256";
    public const string Encryption = "A256GCM";
    public const string MessageKeyDigest = "S256";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <summary>The header's bytes, always in the same order.</summary>
    public static byte[] Write(string keyId, string topic, bool bindsMessageKey)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("alg", Algorithm);
            json.WriteString("enc", Encryption);
            json.WriteString("kid", keyId);
            json.WriteString(TopicParameter, topic);
            if (bindsMessageKey)
            {
                json.WriteString(MessageKeyParameter, MessageKeyDigest);
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Reads a header; or says why it cannot be accepted.</summary>
    public static JweHeader? TryRead(ReadOnlyMemory<byte> json, out MessageRefusal refusal)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement, out refusal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            refusal = MessageRefusal.Malformed("The protected header is not a JSON object with each name once.");
            return null;
        }
    }

    private static JweHeader? Read(JsonElement header, out MessageRefusal refusal)
    {
        refusal = default;
        if (header.ValueKind != JsonValueKind.Object)
        {
            refusal = MessageRefusal.Malformed("The protected header is not a JSON object.");
        }
        else if (Text(header, "alg") != Algorithm)
        {
            refusal = Unsupported($"The header's alg is not {Algorithm}.");
        }
        else if (Text(header, "enc") != Encryption)
        {
            refusal = Unsupported($"The header's enc is not {Encryption}.");
        }
        else if (header.TryGetProperty("crit", out _))
        {
            refusal = Unsupported("The header marks extensions as critical (crit), and none is understood here.");
        }
        else if (header.TryGetProperty("zip", out _))
        {
            refusal = Unsupported("The header asks for compression (zip), which lets a length tell about the text.");
        }
        else if (header.TryGetProperty(MessageKeyParameter, out _) && Text(header, MessageKeyParameter) != MessageKeyDigest)
        {
            refusal = Unsupported($"The header binds the message key ({MessageKeyParameter}) otherwise than by {MessageKeyDigest}.");
        }
        else if (Text(header, "kid") is not { Length: > 0 } keyId)
        {
            refusal = MessageRefusal.Malformed("The header has no kid.");
        }
        else
        {
            return new JweHeader(keyId, Text(header, TopicParameter), header.TryGetProperty(MessageKeyParameter, out _));
        }

        return null;
    }

    private static MessageRefusal Unsupported(string reason) => new(RefusalCode.Unsupported, reason);

    private static string? Text(JsonElement header, string name)
        => header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
