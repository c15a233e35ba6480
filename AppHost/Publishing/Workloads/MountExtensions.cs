namespace CcDemo.AppHost;

internal static class MountExtensions
{
    private const string BrowserTokenFolder = "/var/run/ccdemo/browser-token";

    /// <summary>Has the published container see what is not in its image; a local run is left as it is.</summary>
    public static IResourceBuilder<ProjectResource> WithPublishedMount(
        this IResourceBuilder<ProjectResource> builder, string name, string path, MountSource source)
        => builder.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? builder.WithAnnotation(new MountAnnotation(name, path, source))
            : builder;

    /// <summary>Asks visitors of the published page for the token that <c>deploy</c> makes; a local run asks nobody.</summary>
    public static IResourceBuilder<ProjectResource> WithBrowserToken(this IResourceBuilder<ProjectResource> builder)
        => builder.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? builder
                .WithPublishedMount("browser-token", BrowserTokenFolder, new MountSource.Secret(PublishedNames.BrowserTokenSecret))
                .WithEnvironment("Consumer__BrowserTokenFile", $"{BrowserTokenFolder}/{PublishedNames.BrowserTokenKey}")
            : builder;
}
