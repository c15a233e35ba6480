namespace CcDemo.AppHost;

internal static class DashboardLinkExtensions
{
    /// <summary>In a local run, has the consumer's page link each message to its trace on the dashboard.</summary>
    public static IResourceBuilder<ProjectResource> WithDashboardLink(this IResourceBuilder<ProjectResource> consumer)
    {
        var application = consumer.ApplicationBuilder;
        return application.ExecutionContext.IsRunMode
            && application.Configuration["ASPNETCORE_URLS"]?.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() is { } dashboard
                ? consumer.WithEnvironment("Consumer__DashboardUrl", dashboard)
                : consumer;
    }
}
