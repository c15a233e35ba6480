using MudBlazor;
using MudBlazor.Services;

namespace CcDemo.Dashboard.Components;

/// <summary>The pages: Blazor components, rendered on the server and kept up to date over a WebSocket.</summary>
internal static class PagesSetup
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            mud.SnackbarConfiguration.VisibleStateDuration = 6_000;
            mud.SnackbarConfiguration.PreventDuplicates = false;
        });
    }

    public static void MapPages(this WebApplication app)
    {
        app.UseAntiforgery();
        // SecurityHeaders says who may frame the pages: nobody.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
    }
}
