using System.Buffers;
using System.Text.Json;

namespace CcDemo.AzureEmulator.Json;

/// <summary>Writes a JSON object member by member.</summary>
internal static class Utf8JsonObject
{
    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
