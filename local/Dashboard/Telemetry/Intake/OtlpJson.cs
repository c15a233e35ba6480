using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Google.Protobuf;

namespace CcDemo.Dashboard.Telemetry.Intake;

/// <summary>
/// OTLP's JSON: Protobuf's JSON mapping, but for trace and span ids, which are hexadecimal instead of base64
/// (OTLP specification, "JSON Protobuf Encoding").
/// </summary>
internal static class OtlpJson
{
    private static readonly JsonParser _parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a message; what the dashboard does not know is ignored.</summary>
    /// <exception cref="InvalidDataException">It is malformed; the message says why.</exception>
    public static T Read<T>(byte[] body) where T : IMessage<T>
    {
        if (!Utf8.IsValid(body))
        {
            throw new InvalidDataException("The body is not UTF-8.");
        }

        try
        {
            return (T)_parser.Parse(WithBase64Ids(body), MessageDescriptor<T>());
        }
        catch (JsonException invalid)
        {
            throw new InvalidDataException($"The body is not JSON: {invalid.Message}", invalid);
        }
        catch (Exception invalid) when (invalid is InvalidProtocolBufferException or InvalidJsonException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"The body is not the expected message: {invalid.Message}", invalid);
        }
        catch (InvalidOperationException invalid)
        {
            throw new InvalidDataException("The body holds text that is not Unicode.", invalid);
        }
    }

    public static byte[] Write(IMessage message) => Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(message));

    private static Google.Protobuf.Reflection.MessageDescriptor MessageDescriptor<T>() where T : IMessage<T> => Activator.CreateInstance<T>().Descriptor;

    private static string WithBase64Ids(byte[] body)
    {
        using var document = JsonDocument.Parse(body, _strict);
        var rewritten = new ArrayBufferWriter<byte>(body.Length);
        using (var writer = new Utf8JsonWriter(rewritten))
        {
            Copy(document.RootElement, writer);
        }

        return Encoding.UTF8.GetString(rewritten.WrittenSpan);
    }

    private static void Copy(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    if (property.Name is "traceId" or "spanId" or "parentSpanId" && property.Value.ValueKind == JsonValueKind.String)
                    {
                        writer.WriteBase64StringValue(Convert.FromHexString(property.Value.GetString()!));
                    }
                    else
                    {
                        Copy(property.Value, writer);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Copy(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
