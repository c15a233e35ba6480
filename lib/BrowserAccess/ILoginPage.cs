using Microsoft.AspNetCore.Http;

namespace CcDemo.BrowserAccess;

/// <summary>The page with the form that asks for the token: the fields <c>token</c> and <c>returnUrl</c>, posted to <see cref="LoginEndpoints.Path"/>.</summary>
public interface ILoginPage
{
    /// <summary>The page, in whatever look the service has.</summary>
    /// <param name="http">The request; the answer's status is set.</param>
    /// <param name="returnUrl">The local address to go to after the login.</param>
    /// <param name="problem">Why the last token was refused; null when there was none.</param>
    Task<IResult> ShowAsync(HttpContext http, string returnUrl, string? problem);
}
