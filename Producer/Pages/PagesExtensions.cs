using System.Globalization;
using CcDemo.Producer.Sending;
using CcDemo.Producer.Settings;
using CcDemo.ServicePages;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Pages;

/// <summary>The door of this folder: one page with a form.</summary>
internal static class PagesExtensions
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void AddPages(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PageRenderer>();

    public static void MapPages(this WebApplication app)
    {
        var style = new StaticFile(typeof(PagesExtensions).Assembly, "producer.css", "text/css; charset=utf-8");
        var icon = new StaticFile(typeof(PagesExtensions).Assembly, "favicon.svg", "image/svg+xml");
        app.MapGet("/producer.css", style.Serve);
        app.MapGet("/favicon.svg", icon.Serve);
        app.MapGet("/", (HttpContext http, PageRenderer pages, MessageSender sender, PostedMessages posted, IOptions<ProducerOptions> options, string? sent) =>
        {
            http.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers["Referrer-Policy"] = "same-origin";
            http.Response.Headers.CacheControl = "no-store";
            return pages.RenderAsync<SendPage>(new()
            {
                [nameof(SendPage.Topic)] = options.Value.Topic,
                [nameof(SendPage.Last)] = sender.Last,
                [nameof(SendPage.MaxTextBytes)] = sender.MaxTextBytes,
                [nameof(SendPage.Posted)] = long.TryParse(sent, CultureInfo.InvariantCulture, out var number) ? posted.Find(number) : null,
                [nameof(SendPage.ConsumerUrl)] = options.Value.ConsumerUrl,
            });
        });
    }
}
