using System.Text;

namespace Azure.Security.KeyVault.Keys;

/// <summary>A vault's <c>WWW-Authenticate: Bearer</c> header: which authority issues the token that it wants, for which resource.</summary>
internal sealed record BearerChallenge(string Scope, string TenantId, string Claims)
{
    private const string Scheme = "Bearer ";

    /// <summary>The resource without the <c>/.default</c> that makes it a scope.</summary>
    public Uri Resource => Uri.TryCreate(Scope, UriKind.Absolute, out var resource) ? new Uri(resource.GetLeftPart(UriPartial.Authority)) : null;

    /// <summary>The bearer challenge of an answer, or null when there is none.</summary>
    public static BearerChallenge Parse(Response response)
    {
        if (!response.Headers.TryGetValues("WWW-Authenticate", out var values))
        {
            return null;
        }

        var header = values.FirstOrDefault(value => value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase));
        return header is null ? null : Parse(header[Scheme.Length..]);
    }

    /// <summary>Whether the vault's host lies in the domain of the resource, as <c>x.vault.azure.net</c> does in <c>vault.azure.net</c>.</summary>
    public bool IsForDomainOf(string host)
        => Resource is { } resource && host.EndsWith("." + resource.Host, StringComparison.OrdinalIgnoreCase);

    private static BearerChallenge Parse(string parameters)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in parameters.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var separator = parameter.IndexOf('=');
            if (separator > 0)
            {
                values[parameter[..separator].Trim()] = parameter[(separator + 1)..].Trim().Trim('"');
            }
        }

        var resource = values.GetValueOrDefault("resource");
        var scope = resource is null ? values.GetValueOrDefault("scope") : resource.TrimEnd('/') + "/.default";
        var authority = values.GetValueOrDefault("authorization") ?? values.GetValueOrDefault("authorization_uri");
        var claims = values.GetValueOrDefault("error") == "insufficient_claims" ? Decode(values.GetValueOrDefault("claims")) : null;
        return scope is null && claims is null ? null : new BearerChallenge(scope, Tenant(authority), claims);
    }

    private static string Tenant(string authority)
        => Uri.TryCreate(authority, UriKind.Absolute, out var uri) && uri.Segments.Length > 1 ? uri.Segments[1].Trim('/') : null;

    private static string Decode(string claims)
        => claims is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(claims));
}
