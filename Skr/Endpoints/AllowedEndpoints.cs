using CcDemo.Skr.Configuration;
using CcDemo.Skr.Errors;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Endpoints;

/// <summary>The attestation providers and vaults that a caller may name: evidence and tokens go to nobody else.</summary>
internal sealed class AllowedEndpoints(IOptions<EndpointOptions> options, IOptions<SnpOptions> snp)
{
    private readonly IReadOnlyList<EndpointPattern>? _patterns = options.Value.Patterns;
    private readonly bool _isEmulated = !string.IsNullOrEmpty(snp.Value.Device);

    /// <summary>The attestation provider that a caller named.</summary>
    /// <exception cref="RefusalException">It is no host, or not allowed.</exception>
    public ServiceEndpoint Provider(string text) => Demand(ServiceEndpoint.Parse(text, "attestation"), "attestation", AzureDomains.Providers);

    /// <summary>The vault that a caller named.</summary>
    /// <exception cref="RefusalException">It is no host, or not allowed.</exception>
    public ServiceEndpoint Vault(string text) => Demand(ServiceEndpoint.Parse(text, "vault"), "vault", AzureDomains.Vaults);

    private ServiceEndpoint Demand(ServiceEndpoint endpoint, string what, IReadOnlyList<EndpointPattern> azure)
    {
        var isAllowed = _patterns is { } patterns
            ? patterns.Any(pattern => pattern.Matches(endpoint))
            : azure.Any(pattern => pattern.Matches(endpoint)) || (_isEmulated && endpoint.IsLoopback);
        return isAllowed
            ? endpoint
            : throw new RefusalException($"The {what} endpoint '{endpoint.Authority}' is not among those that this sidecar talks to; name it in Skr:AllowedEndpoints if it is to be trusted.");
    }
}
