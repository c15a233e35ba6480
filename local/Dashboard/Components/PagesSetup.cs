using CcDemo.Dashboard.Components.Shared;
using CcDemo.Dashboard.Components.Shell;
using MudBlazor.Services;

namespace CcDemo.Dashboard.Components;

/// <summary>The pages: Blazor components, rendered on the server and kept up to date over a WebSocket.</summary>
internal static class PagesSetup
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddSingleton<ServiceColours>();
        services.AddScoped<Notices>();
        services.AddMudServices();
    }

    public static void MapPages(this WebApplication app)
    {
        app.UseAntiforgery();
        // SecurityHeaders says who may frame the pages: nobody.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
    }
}
