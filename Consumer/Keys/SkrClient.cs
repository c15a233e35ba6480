using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.Consumer.Attestation;
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
        var (answer, body, problem) = await PostAsync("key/release", request, ct);
        if (problem is not null)
        {
            return new ReleaseOutcome.Unavailable(problem);
        }

        try
        {
            return answer.Status == HttpStatusCode.OK ? ReadKey(body, keyId, answer.Policy) : Refusal(answer, body);
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
        var (answer, body, problem) = await PostAsync("attest/maa", request, ct);
        if (problem is not null || answer.Status != HttpStatusCode.OK)
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

    /// <summary>Asks for a hardware report of this pod with its certificates: <c>POST /attest/combined</c>; null when there is none.</summary>
    public async Task<GuestEvidence?> GetEvidenceAsync(byte[] runtimeData, DateTimeOffset now, CancellationToken ct)
    {
        var (answer, body, problem) = await PostAsync("attest/combined", new { runtime_data = Convert.ToBase64String(runtimeData) }, ct);
        return problem is null && answer.Status == HttpStatusCode.OK ? GuestEvidence.TryRead(body, runtimeData, now) : null;
    }

    private async Task<(Answer Answer, byte[] Body, string? Problem)> PostAsync<T>(string path, T request, CancellationToken ct)
    {
        try
        {
            using var response = await http.PostAsJsonAsync(path, request, ct);
            return (Answer.Of(response), await response.Content.ReadAsByteArrayAsync(ct), null);
        }
        catch (HttpRequestException e)
        {
            return (Answer.None, [], $"The SKR sidecar at {http.BaseAddress} cannot be reached: {e.Message}");
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return (Answer.None, [], $"The SKR sidecar at {http.BaseAddress} did not answer within {http.Timeout.TotalSeconds:0} seconds.");
        }
    }

    private static ReleaseOutcome ReadKey(byte[] body, string keyId, ReleasePolicy? policy)
    {
        try
        {
            var jwk = Text(body, "key") is { } text ? Jwk.Parse(text) : null;
            return jwk is { D: not null }
                ? Usable(jwk.ToRsa(), keyId, policy)
                : new ReleaseOutcome.Refused($"The SKR sidecar's answer holds no RSA private key for '{keyId}'.");
        }
        // The exception's own message could quote the key.
        catch (Exception e) when (e is FormatException or JsonException or CryptographicException or ArgumentException)
        {
            return new ReleaseOutcome.Refused($"The SKR sidecar's answer holds no RSA private key for '{keyId}'.");
        }
    }

    private static ReleaseOutcome Usable(RSA key, string keyId, ReleasePolicy? policy)
    {
        if (key.KeySize >= SmallestKeyBits)
        {
            return new ReleaseOutcome.Released(key, policy);
        }

        var bits = key.KeySize;
        key.Dispose();
        return new ReleaseOutcome.Refused($"The key '{keyId}' was released but has only {bits} bits; {SmallestKeyBits} are needed.");
    }

    private static ReleaseOutcome Refusal(Answer answer, byte[] body)
    {
        var reason = Text(body, "error") is { Length: > 0 } error ? error : $"The SKR sidecar answered {(int)answer.Status} without a reason.";
        return answer.Status is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            ? new ReleaseOutcome.Unavailable(reason)
            : new ReleaseOutcome.Refused(reason, answer.Stage);
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

    /// <summary>What an answer says beside its body; the original sidecar says no more than the status.</summary>
    private sealed record Answer(HttpStatusCode Status, string? Stage, ReleasePolicy? Policy)
    {
        public static Answer None { get; } = new(default, null, null);

        public static Answer Of(HttpResponseMessage response)
            => new(response.StatusCode, Header(response, "X-CcDemo-Stage"), Parse(Header(response, "X-CcDemo-Release-Policy")));

        private static string? Header(HttpResponseMessage response, string name)
            => response.Headers.TryGetValues(name, out var values) ? values.First() : null;

        private static ReleasePolicy? Parse(string? encoded)
        {
            try
            {
                return encoded is null ? null : ReleasePolicy.Parse(Encoding.UTF8.GetString(Base64UrlText.Decode(encoded)));
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }
}
