namespace CcDemo.AppHost;

internal static class MessageKeyExtensions
{
    private const string Folder = "/etc/ccdemo/message-key";

    /// <summary>
    /// Hands the producer the public key: as variables in a local run; when published as a folder of settings, whose
    /// changes it follows, so that a new key needs no restart.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithMessageKey(
        this IResourceBuilder<ProjectResource> producer, IResourceBuilder<SetupKeyResource> key)
        => producer.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? producer
                .WithPublishedMount("message-key", Folder, new MountSource.ConfigMap(PublishedNames.MessageKeyConfigMap))
                .WithEnvironment("Producer__SettingsDirectory", Folder)
            : producer
                .WithEnvironment("PUBKEY", key.Resource.PublicKey)
                .WithEnvironment("Producer__KeyId", key.Resource.KeyId)
                .WaitForCompletion(key);
}
