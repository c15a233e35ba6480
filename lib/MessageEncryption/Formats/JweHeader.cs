using System.Text.Json;

namespace CcDemo.MessageEncryption;

/// <summary>The protected header of a JWE (RFC 7516 §4), reduced to what this project uses.</summary>
internal sealed record JweHeader(string KeyId, string? Topic)
{
    /// <summary>The private header parameter (RFC 7515 §4.3) that binds a message to the topic it was sealed for.</summary>
    public const string TopicParameter = "topic";

    public const string Algorithm = "RSA-OAEP-256";
    public const string Encryption = "A256GCM";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <summary>The header's bytes, always in the same order.</summary>
    public static byte[] Write(string keyId, string topic)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("alg", Algorithm);
            json.WriteString("enc", Encryption);
            json.WriteString("kid", keyId);
            json.WriteString(TopicParameter, topic);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Reads a header; <paramref name="problem"/> is a sentence when it cannot be accepted.</summary>
    public static JweHeader? TryRead(ReadOnlyMemory<byte> json, out string? problem)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement, out problem);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            problem = "The protected header is not a JSON object with each name once.";
            return null;
        }
    }

    private static JweHeader? Read(JsonElement header, out string? problem)
    {
        problem = null;
        if (header.ValueKind != JsonValueKind.Object)
        {
            problem = "The protected header is not a JSON object.";
        }
        else if (Text(header, "alg") != Algorithm)
        {
            problem = $"The header's alg is not {Algorithm}.";
        }
        else if (Text(header, "enc") != Encryption)
        {
            problem = $"The header's enc is not {Encryption}.";
        }
        else if (header.TryGetProperty("crit", out _))
        {
            problem = "The header marks extensions as critical (crit), and none is understood here.";
        }
        else if (header.TryGetProperty("zip", out _))
        {
            problem = "The header asks for compression (zip), which lets a length tell about the text.";
        }
        else if (Text(header, "kid") is not { Length: > 0 } keyId)
        {
            problem = "The header has no kid.";
        }
        else
        {
            return new JweHeader(keyId, Text(header, TopicParameter));
        }

        return null;
    }

    private static string? Text(JsonElement header, string name)
        => header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
