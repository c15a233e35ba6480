namespace CcDemo.AppHost;

internal static class MessageKeyExtensions
{
    private const string Folder = "/etc/ccdemo/message-key";

    /// <summary>
    /// Hands the producer the public key, in either case from where it follows changes, so that a new key needs no restart: in
    /// a local run from the emulator's key set; when published from a folder of settings.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithMessageKey(
        this IResourceBuilder<ProjectResource> producer, IResourceBuilder<SetupKeyResource> key)
        => producer.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? producer
                .WithPublishedMount("message-key", Folder, new MountSource.ConfigMap(PublishedNames.MessageKeyConfigMap))
                .WithEnvironment("Producer__SettingsDirectory", Folder)
            : producer
                .WithEnvironment("Producer__Jwks", key.Resource.KeySet!)
                .WithEnvironment("Producer__KeyRefresh", "00:00:02")
                .WaitForCompletion(key);
}
