using System.Buffers;
using System.Text.Json;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr;

/// <summary>
/// A request body, read as leniently as the Go sidecar reads it: any content type, member names in any letter case,
/// the last of several members of one name, and nothing after the first JSON value matters.
/// </summary>
internal sealed class JsonRequest
{
    private readonly Dictionary<string, string> _members = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="BadRequestException">The body is not JSON, not an object, or a member has the wrong type.</exception>
    public static async Task<JsonRequest> ReadAsync(HttpContext context, params string[] names)
    {
        var body = new ArrayBufferWriter<byte>();
        int read;
        while ((read = await context.Request.Body.ReadAsync(body.GetMemory(4096), context.RequestAborted)) > 0)
        {
            body.Advance(read);
        }

        var request = new JsonRequest();
        request.Parse(body.WrittenSpan, names);
        return request;
    }

    /// <summary>The text of a member; empty when it is absent.</summary>
    public string Optional(string name) => _members.GetValueOrDefault(name, string.Empty);

    /// <summary>The text of a member.</summary>
    /// <exception cref="BadRequestException">It is absent or empty.</exception>
    public string Required(string name)
        => Optional(name) is { Length: > 0 } value ? value : throw new BadRequestException($"The request lacks '{name}'.");

    /// <summary>The bytes of a member in standard base64; line breaks are allowed.</summary>
    /// <exception cref="BadRequestException">It is absent or not base64.</exception>
    public byte[] RequiredBase64(string name)
    {
        var text = Required(name);
        try
        {
            return text.AsSpan().ContainsAny(' ', '\t') ? throw NotBase64() : Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw NotBase64();
        }

        BadRequestException NotBase64() => new($"The value of '{name}' is not standard base64 with padding.");
    }

    private void Parse(ReadOnlySpan<byte> body, string[] names)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind == JsonValueKind.Null)
            {
                return;
            }

            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new BadRequestException("The request body is not a JSON object.");
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                Add(member, names);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The parser's message can quote the body, and the body can hold an access token.
            throw new BadRequestException(body.IsEmpty ? "The request has no body." : "The request body is not valid JSON.");
        }
    }

    private void Add(JsonProperty member, string[] names)
    {
        if (!names.Contains(member.Name, StringComparer.OrdinalIgnoreCase) || member.Value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        _members[member.Name] = member.Value.ValueKind == JsonValueKind.String
            ? member.Value.GetString()!
            : throw new BadRequestException($"The value of '{member.Name}' is not a string.");
    }
}
