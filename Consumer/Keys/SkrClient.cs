using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.Consumer.Settings;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Keys;

/// <summary>The SKR sidecar's HTTP interface, as the original consumer uses it.</summary>
internal sealed class SkrClient(HttpClient http, IOptions<ConsumerOptions> options)
{
    private const int SmallestKeyBits = 2048;

    private readonly ConsumerOptions _options = options.Value;

    /// <summary>Asks for a key: <c>POST /key/release</c>.</summary>
    public async Task<ReleaseOutcome> ReleaseAsync(string keyId, CancellationToken ct)
    {
        var request = new { maa_endpoint = Host(_options.MaaEndpoint), akv_endpoint = Host(_options.AkvEndpoint), kid = keyId };
        var (status, body, problem) = await PostAsync("key/release", request, ct);
        if (problem is not null)
        {
            return new ReleaseOutcome.Unavailable(problem);
        }

        try
        {
            return status == HttpStatusCode.OK ? ReadKey(body, keyId) : Refusal(status, body);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body);
        }
    }

    /// <summary>Asks for a token about this pod: <c>POST /attest/maa</c>; null when there is none.</summary>
    public async Task<MaaToken?> AttestAsync(byte[] runtimeData, CancellationToken ct)
    {
        var request = new { maa_endpoint = Host(_options.MaaEndpoint), runtime_data = Convert.ToBase64String(runtimeData) };
        var (status, body, problem) = await PostAsync("attest/maa", request, ct);
        if (problem is not null || status != HttpStatusCode.OK)
        {
            return null;
        }

        try
        {
            return Text(body, "token") is { Length: > 0 } token ? MaaToken.Parse(token) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<(HttpStatusCode Status, byte[] Body, string? Problem)> PostAsync<T>(string path, T request, CancellationToken ct)
    {
        try
        {
            using var response = await http.PostAsJsonAsync(path, request, ct);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(ct), null);
        }
        catch (HttpRequestException e)
        {
            return (default, [], $"The SKR sidecar at {http.BaseAddress} cannot be reached: {e.Message}");
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return (default, [], $"The SKR sidecar at {http.BaseAddress} did not answer within {http.Timeout.TotalSeconds:0} seconds.");
        }
    }

    private static ReleaseOutcome ReadKey(byte[] body, string keyId)
    {
        try
        {
            var jwk = Text(body, "key") is { } text ? Jwk.Parse(text) : null;
            return jwk is { D: not null }
                ? Usable(jwk.ToRsa(), keyId)
                : new ReleaseOutcome.Refused($"The SKR sidecar's answer holds no RSA private key for '{keyId}'.");
        }
        // The exception's own message could quote the key.
        catch (Exception e) when (e is FormatException or JsonException or CryptographicException or ArgumentException)
        {
            return new ReleaseOutcome.Refused($"The SKR sidecar's answer holds no RSA private key for '{keyId}'.");
        }
    }

    private static ReleaseOutcome Usable(RSA key, string keyId)
    {
        if (key.KeySize >= SmallestKeyBits)
        {
            return new ReleaseOutcome.Released(key);
        }

        var bits = key.KeySize;
        key.Dispose();
        return new ReleaseOutcome.Refused($"The key '{keyId}' was released but has only {bits} bits; {SmallestKeyBits} are needed.");
    }

    private static ReleaseOutcome Refusal(HttpStatusCode status, byte[] body)
    {
        var reason = Text(body, "error") is { Length: > 0 } error ? error : $"The SKR sidecar answered {(int)status} without a reason.";
        return status is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            ? new ReleaseOutcome.Unavailable(reason)
            : new ReleaseOutcome.Refused(reason);
    }

    private static string? Text(byte[] body, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The sidecar wants host names without a scheme.</summary>
    private static string Host(string endpoint)
    {
        const string scheme = "https://";
        return (endpoint.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? endpoint[scheme.Length..] : endpoint).TrimEnd('/');
    }
}
