using System.Text.Json;

namespace CcDemo.Skr.Configuration;

/// <summary>
/// What the original's <c>-base64</c> flag and <c>SkrSideCarArgs</c> carry: where the chip's certificates are to be had
/// anew, and which identity to use.
/// </summary>
/// <param name="CacheType"><c>LocalTHIM</c>, <c>AMD</c> or <c>AzCache</c>; empty when no cache is named.</param>
/// <param name="CacheEndpoint">Host, port and path of the cache, without a scheme.</param>
/// <param name="ClientId">The managed identity's client id; empty for the only one.</param>
internal sealed record SidecarArguments(string CacheType, string CacheEndpoint, string ClientId)
{
    private const string ApiVersionParameter = "api-version=";

    /// <summary>The product or kind of TEE that the cache's addresses name, such as <c>Milan</c> or <c>SevSnpVM</c>; empty for the report's own.</summary>
    public string TeeType { get; init; } = string.Empty;

    /// <summary>The version of the cache's interface (<c>2020-10-15-preview</c>); empty for the usual one.</summary>
    public string ApiVersion { get; init; } = string.Empty;

    /// <summary>What this sidecar calls itself to attestation providers (<c>maaconfig.user_agent</c>); empty for nothing.</summary>
    public string UserAgent { get; init; } = string.Empty;

    public static SidecarArguments None { get; } = new(string.Empty, string.Empty, string.Empty);

    /// <exception cref="FormatException">The text is not the base64 of a JSON object of this form.</exception>
    public static SidecarArguments Parse(string base64)
    {
        try
        {
            using var document = JsonDocument.Parse(Convert.FromBase64String(base64));
            var cache = Member(document.RootElement, "certcache");
            var identity = Member(document.RootElement, "identity");
            return new SidecarArguments(Text(cache, "endpoint_type"), Text(cache, "endpoint"), Text(identity, "client_id"))
            {
                TeeType = Text(cache, "tee_type"),
                ApiVersion = WithoutName(Text(cache, "api_version")),
                UserAgent = Header(Text(Member(document.RootElement, "maaconfig"), "user_agent")),
            };
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            throw new FormatException("""SkrSideCarArgs is not the base64 of JSON of the form {"certcache":{"endpoint_type":"..","endpoint":".."},"identity":{"client_id":".."},"maaconfig":{"user_agent":".."}}.""", e);
        }
    }

    // The original's examples write the whole parameter.
    private static string WithoutName(string version)
        => version.StartsWith(ApiVersionParameter, StringComparison.Ordinal) ? version[ApiVersionParameter.Length..] : version;

    private static string Header(string value)
        => value.All(letter => letter is >= ' ' and <= '~') ? value : throw new FormatException("A header has printable ASCII letters only.");

    private static JsonElement Member(JsonElement json, string name) => json.ValueKind switch
    {
        JsonValueKind.Object => json.TryGetProperty(name, out var member) ? member : default,
        JsonValueKind.Undefined or JsonValueKind.Null => default,
        _ => throw new FormatException($"'{name}' stands in something that is not a JSON object."),
    };

    private static string Text(JsonElement json, string name)
    {
        var value = Member(json, name);
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Undefined or JsonValueKind.Null => string.Empty,
            _ => throw new FormatException($"'{name}' is not a string."),
        };
    }
}
