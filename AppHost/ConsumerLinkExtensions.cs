namespace CcDemo.AppHost;

internal static class ConsumerLinkExtensions
{
    /// <summary>In a local run, has the producer's page link to the page where its messages arrive.</summary>
    public static IResourceBuilder<ProjectResource> WithConsumerLink(this IResourceBuilder<ProjectResource> producer, IResourceBuilder<ProjectResource> consumer)
        => producer.ApplicationBuilder.ExecutionContext.IsRunMode
            ? producer.WithEnvironment("Producer__ConsumerUrl", consumer.GetEndpoint("http"))
            : producer;
}
