namespace CcDemo.Skr.Routing;

internal static class RoutingExtensions
{
    /// <summary>Answers requests by a table of routes; last in the pipeline.</summary>
    public static void UseRoutes(this IApplicationBuilder app, Action<RouteTable> map)
    {
        var routes = new RouteTable(app.ApplicationServices);
        map(routes);
        app.Run(routes.AnswerAsync);
    }

    /// <summary>Refuses requests that come under another machine's name.</summary>
    public static void UseHostNames(this IApplicationBuilder app) => app.Use(next => new HostNameMiddleware(next).InvokeAsync);
}
