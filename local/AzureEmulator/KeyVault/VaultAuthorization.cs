using CcDemo.AzureEmulator.Configuration;
using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Identity;
using Microsoft.Extensions.Options;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>Lets a request through whose caller holds a token for the vault and a role that allows the action; all else it challenges or refuses.</summary>
internal sealed class VaultAuthorization(AccessTokens tokens, IOptions<EmulatorOptions> options)
{
    private const string Audience = "https://vault.azure.net";
    private const string Scheme = "Bearer ";

    public void Require(HttpContext context, VaultAction action)
    {
        var caller = Authenticate(context);
        if (!caller.May(action))
        {
            throw AzureErrorException.Forbidden(
                $"Caller is not authorized to perform action on resource. Caller: appid={caller.ClientId};oid={caller.ObjectId}. Action: '{action.DataAction()}'. Resource: '{context.Request.Path}'. Assignment: (not found). The caller needs the role '{VaultRole.For(action).Name}'.",
                "ForbiddenByRbac");
        }
    }

    private ManagedIdentity Authenticate(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw Challenge(context, "AKV10000: Request is missing a Bearer or PoP token.");
        }

        try
        {
            return tokens.Authenticate(authorization[Scheme.Length..].Trim(), Audience);
        }
        catch (FormatException e)
        {
            throw Challenge(context, e.Message);
        }
    }

    private AzureErrorException Challenge(HttpContext context, string message)
    {
        context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://login.windows.net/{options.Value.Tenant}\", resource=\"{Audience}\"";
        return new AzureErrorException(StatusCodes.Status401Unauthorized, "Unauthorized", message);
    }
}
