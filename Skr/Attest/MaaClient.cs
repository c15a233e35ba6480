using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Attest;

/// <summary>Talks to attestation providers.</summary>
internal sealed class MaaClient(IHttpClientFactory clients, TimeProvider time)
{
    public const string Client = "maa";
    private const int MaxProviders = 16;
    private const string AttestPath = "/attest/SevSnpVM?api-version=2020-10-01";
    private static readonly TimeSpan _keyLifetime = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, (IReadOnlyList<Jwk> Keys, DateTimeOffset Until)> _keys = new(StringComparer.Ordinal);

    /// <summary>Has a provider attest the guest.</summary>
    /// <returns>The token, not yet verified.</returns>
    /// <exception cref="RefusalException">The provider refuses, cannot be reached, or answers something else.</exception>
    public async Task<string> AttestAsync(ServiceEndpoint provider, byte[] request, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(request) { Headers = { ContentType = new("application/json") } };
        using var client = clients.CreateClient(Client);
        using var response = await Upstream.SendAsync(() => client.PostAsync(provider.At(AttestPath), content, cancellationToken), Name(provider), cancellationToken);
        return Token(await Upstream.ReadAsync(response, Name(provider), cancellationToken), provider);
    }

    /// <summary>The provider's signing keys; those known already unless they are too old.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="anew">Whether to fetch them in any case: a token names a key that is not among those known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RefusalException">The provider cannot be reached, or answers something else.</exception>
    public async Task<IReadOnlyList<Jwk>> GetKeysAsync(ServiceEndpoint provider, bool anew, CancellationToken cancellationToken)
    {
        if (!anew && _keys.TryGetValue(provider.Authority, out var known) && time.GetUtcNow() < known.Until)
        {
            return known.Keys;
        }

        using var client = clients.CreateClient(Client);
        using var response = await Upstream.SendAsync(() => client.GetAsync(provider.At("/certs"), cancellationToken), Name(provider), cancellationToken);
        var json = Encoding.UTF8.GetString(await Upstream.ReadAsync(response, Name(provider), cancellationToken));
        try
        {
            var keys = Jwk.ParseSet(json);
            if (_keys.Count >= MaxProviders)
            {
                _keys.Clear();
            }

            _keys[provider.Authority] = (keys, time.GetUtcNow() + _keyLifetime);
            return keys;
        }
        catch (FormatException e)
        {
            throw new RefusalException($"{Name(provider)} publishes signing keys that cannot be read: {e.Message}", e);
        }
    }

    private static string Name(ServiceEndpoint provider) => $"The attestation provider {provider.Authority}";

    private static string Token(byte[] body, ServiceEndpoint provider)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var token = document.RootElement.EnumerateObject()
                .LastOrDefault(member => member.Name.Equals("token", StringComparison.OrdinalIgnoreCase)).Value;
            if (token.ValueKind == JsonValueKind.String && token.GetString() is { Length: > 0 } jwt)
            {
                return jwt;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new RefusalException($"{Name(provider)} answered with something that is not a JSON object.", e);
        }

        throw new RefusalException($"{Name(provider)} answered without a token.");
    }
}
