using CcDemo.BrowserAccess;
using Microsoft.AspNetCore.Authentication;

namespace CcDemo.Dashboard.Security;

/// <summary>
/// Lets nobody to the pages, the API and the Blazor hub who has not given the browser token. Only the login page and the files
/// that belong to pages are for everybody.
/// </summary>
internal sealed class BrowserTokenCheck(RequestDelegate next)
{
    private static readonly string[] _forEverybody = [LoginEndpoints.Path, "/assets", "/_framework", "/alive"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (Listener.Of(context) != Listener.Pages || Array.Exists(_forEverybody, path => context.Request.Path.StartsWithSegments(path)))
        {
            await next(context);
            return;
        }

        var login = await context.AuthenticateAsync();
        if (login.Succeeded)
        {
            context.User = login.Principal;
            await next(context);
        }
        else
        {
            await context.ChallengeAsync();
        }
    }
}
