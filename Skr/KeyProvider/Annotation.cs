using System.Buffers;
using System.Text.Json;

namespace CcDemo.Skr.KeyProvider;

/// <summary>What travels beside encrypted data: the data's key, wrapped, and who can unwrap it.</summary>
/// <param name="Kid">The wrapping key in the vault.</param>
/// <param name="WrappedData">RSA-OAEP with SHA-256 under that key.</param>
/// <param name="VaultEndpoint">The vault, <c>HOST[:PORT]</c>.</param>
/// <param name="ProviderEndpoint">The attestation provider, <c>HOST[:PORT]</c>.</param>
internal sealed record Annotation(string Kid, byte[] WrappedData, string VaultEndpoint, string ProviderEndpoint)
{
    /// <summary>The original says this of every key, whatever its size.</summary>
    private const string WrapType = "rsa_3072";

    /// <exception cref="FormatException">The bytes are no annotation.</exception>
    public static Annotation Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new Annotation(
                LenientJson.Text(document.RootElement, "kid"),
                LenientJson.Bytes(document.RootElement, "wrapped_data"),
                LenientJson.Text(document.RootElement, "kms_endpoint"),
                LenientJson.Text(document.RootElement, "attester_endpoint"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("it is not JSON.", e);
        }
    }

    /// <summary>The annotation as JSON, member by member as the original writes it.</summary>
    public byte[] ToUtf8Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("kid", Kid);
            writer.WriteBase64String("wrapped_data", WrappedData);
            writer.WriteString("wrap_type", WrapType);
            WriteUnlessEmpty(writer, "kms_endpoint", VaultEndpoint);
            WriteUnlessEmpty(writer, "attester_endpoint", ProviderEndpoint);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length > 0)
        {
            writer.WriteString(name, value);
        }
    }
}
