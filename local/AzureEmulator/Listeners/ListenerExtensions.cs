using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CcDemo.AzureEmulator.Listeners;

internal static class ListenerExtensions
{
    public static void AddLoopbackListeners(this WebApplicationBuilder builder)
    {
        // Without this, an address that the environment names would be reported as overridden.
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, "");
        builder.Services.AddSingleton<ListenerAddresses>();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, LoopbackKestrel>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, ListenerMatcherPolicy>());
    }

    /// <summary>A group of endpoints that only this listener answers.</summary>
    public static RouteGroupBuilder MapListener(this IEndpointRouteBuilder endpoints, Listener listener)
        => endpoints.MapGroup("").WithMetadata(new ListenerTag(listener));
}
