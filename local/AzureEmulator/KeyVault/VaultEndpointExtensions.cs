using System.Globalization;
using CcDemo.AzureEmulator.Identity;

namespace CcDemo.AzureEmulator.KeyVault;

internal static class VaultEndpointExtensions
{
    /// <summary>Authorizes before anything of the request is read.</summary>
    public static void Require(this RouteHandlerBuilder endpoint, VaultAction action) => endpoint.AddEndpointFilter((context, next) =>
    {
        context.HttpContext.RequestServices.GetRequiredService<VaultAuthorization>().Require(context.HttpContext, action);
        return next(context);
    });

    /// <summary>Adds the headers that every answer of the vault has.</summary>
    public static RouteGroupBuilder WithVaultHeaders(this RouteGroupBuilder group) => group.AddEndpointFilter((context, next) =>
    {
        var headers = context.HttpContext.Response.Headers;
        headers["x-ms-keyvault-region"] = "local";
        headers["x-ms-keyvault-service-version"] = "emulator";
        headers["x-ms-keyvault-network-info"] = string.Create(CultureInfo.InvariantCulture, $"conn_type=Ipv4;addr={context.HttpContext.Connection.RemoteIpAddress};act_addr_fam=InterNetwork;");
        headers["x-ms-request-id"] = Guid.NewGuid().ToString();
        if (context.HttpContext.Request.Headers.TryGetValue("x-ms-client-request-id", out var clientRequestId))
        {
            headers["x-ms-client-request-id"] = clientRequestId;
        }

        return next(context);
    });
}
