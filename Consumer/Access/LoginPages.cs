using CcDemo.BrowserAccess;
using CcDemo.ServicePages;

namespace CcDemo.Consumer.Access;

/// <summary>The login in the look of the consumer's page.</summary>
internal sealed class LoginPages(PageRenderer pages) : ILoginPage
{
    public Task<IResult> ShowAsync(HttpContext http, string returnUrl, string? problem)
    {
        http.Response.Protect(formAction: "'self'");
        return pages.RenderAsync<LoginPage>(new() { [nameof(LoginPage.ReturnUrl)] = returnUrl, [nameof(LoginPage.Error)] = problem });
    }
}
