using System.Text;
using System.Text.Encodings.Web;
using CcDemo.BrowserAccess;

namespace CcDemo.Dashboard.Security;

/// <summary>The page that asks for the browser token. It is complete without script, since nothing else is served before the login.</summary>
internal sealed class LoginForm : ILoginPage
{
    public Task<IResult> ShowAsync(HttpContext http, string returnUrl, string? problem)
        => Task.FromResult<IResult>(TypedResults.Text(Html(returnUrl, problem), "text/html", Encoding.UTF8));

    /// <param name="returnUrl">The local address to go to after the login.</param>
    /// <param name="error">Why the last token was refused, if there was one.</param>
    private static string Html(string returnUrl, string? error) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Log in to the dashboard</title>
          <link rel="icon" href="/assets/favicon.svg">
          <link rel="stylesheet" href="/assets/login.css">
        </head>
        <body>
          <main>
            <h1>Log in to the dashboard</h1>
            <p>The token stands in the log of the program that started the dashboard, at the end of the line that begins with “Login to the dashboard at”. Opening that link is the same as this form.</p>
            {(error is null ? "" : $"""<p class="error" role="alert">{Encode(error)}</p>""")}
            <form method="post" action="{LoginEndpoints.Path}">
              <input type="hidden" name="{LoginEndpoints.ReturnParameter}" value="{Encode(returnUrl)}">
              <label for="token">Browser token</label>
              <input type="password" id="token" name="token" autocomplete="current-password" required autofocus>
              <button>Log in</button>
            </form>
          </main>
        </body>
        </html>
        """;

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
