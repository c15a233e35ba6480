using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CcDemo.ServicePages;

/// <summary>
/// Renders a component to HTML, with everything encoded that is not markup. The full component hosting would also bring
/// data protection, which writes keys into the user's profile, for forms and state that these pages don't have.
/// </summary>
public sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>The component as a whole HTML page in UTF-8.</summary>
    public async Task<IResult> RenderAsync<TPage>(Dictionary<string, object?> parameters)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters));
            return page.ToHtmlString();
        });
        return Results.Content(html, "text/html; charset=utf-8");
    }
}
