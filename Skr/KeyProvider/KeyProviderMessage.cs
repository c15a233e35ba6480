using System.Buffers;
using System.Text;
using System.Text.Json;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.KeyProvider;

/// <summary>The JSON inside the protocol's messages: what ocicrypt's key provider protocol sends and expects.</summary>
internal static class KeyProviderMessage
{
    private const string AgentParameter = "attestation-agent";

    /// <summary>Reads <c>{"keywrapparams":{"ec":{"Parameters":{"attestation-agent":[BASE64]}},"optsdata":BASE64}}</c>.</summary>
    /// <returns>The agent with the key (<c>AGENT:KEYPATH</c>), and the data to wrap.</returns>
    /// <exception cref="BadRequestException">It is of another form.</exception>
    public static (string Agent, byte[] Data) ReadWrap(ReadOnlyMemory<byte> json) => Read(json, root =>
    {
        var parameters = LenientJson.Member(root, "keywrapparams");
        return (Agent(LenientJson.Member(parameters, "ec"), "encryption"), LenientJson.Bytes(parameters, "optsdata"));
    });

    /// <summary>Reads <c>{"keyunwrapparams":{"dc":{"Parameters":{"attestation-agent":[BASE64]}},"annotation":BASE64}}</c>.</summary>
    /// <returns>The agent, and the annotation.</returns>
    /// <exception cref="BadRequestException">It is of another form.</exception>
    public static (string Agent, Annotation Annotation) ReadUnwrap(ReadOnlyMemory<byte> json) => Read(json, root =>
    {
        var parameters = LenientJson.Member(root, "keyunwrapparams");
        return (Agent(LenientJson.Member(parameters, "dc"), "decryption"), ReadAnnotation(LenientJson.Bytes(parameters, "annotation")));
    });

    /// <summary>The answer that carries an annotation.</summary>
    public static byte[] WriteWrapped(ReadOnlySpan<byte> annotation) => Write(annotation, default);

    /// <summary>The answer that carries what was unwrapped; the caller clears it after use.</summary>
    public static byte[] WriteUnwrapped(ReadOnlySpan<byte> data) => Write(default, data);

    private static T Read<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The parser's message can quote the input, and the input can hold the data that is to be wrapped.
            throw new BadRequestException("The key provider input is not JSON.");
        }
        catch (FormatException e)
        {
            throw new BadRequestException($"The key provider input cannot be used: {e.Message}");
        }
    }

    private static string Agent(JsonElement config, string what)
    {
        var parameters = LenientJson.Member(config, "Parameters");
        if (parameters.ValueKind != JsonValueKind.Object
            || !parameters.TryGetProperty(AgentParameter, out var agents)
            || agents.ValueKind != JsonValueKind.Array
            || agents.GetArrayLength() == 0)
        {
            throw new BadRequestException($"'{AgentParameter}' must be among the parameters of the {what} configuration.");
        }

        return agents[0].ValueKind == JsonValueKind.String && agents[0].TryGetBytesFromBase64(out var agent)
            ? Encoding.UTF8.GetString(agent)
            : throw new BadRequestException($"'{AgentParameter}' is not standard base64 with padding.");
    }

    private static Annotation ReadAnnotation(byte[] json)
    {
        try
        {
            return Annotation.Parse(json);
        }
        catch (FormatException e)
        {
            throw new BadRequestException($"The annotation cannot be used: {e.Message}");
        }
    }

    private static byte[] Write(ReadOnlySpan<byte> annotation, ReadOnlySpan<byte> data)
    {
        // Large enough for both, so that no copy of the data is left behind where the buffer grew.
        var buffer = new ArrayBufferWriter<byte>(256 + (2 * (annotation.Length + data.Length)));
        try
        {
            using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.Options))
            {
                writer.WriteStartObject();
                Write(writer, "keywrapresults", "annotation", annotation);
                Write(writer, "keyunwrapresults", "optsdata", data);
                writer.WriteEndObject();
            }

            return buffer.WrittenSpan.ToArray();
        }
        finally
        {
            buffer.Clear();
        }
    }

    private static void Write(Utf8JsonWriter writer, string result, string name, ReadOnlySpan<byte> value)
    {
        writer.WriteStartObject(result);
        if (value.IsEmpty)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteBase64String(name, value);
        }

        writer.WriteEndObject();
    }
}
