using Aspire.Hosting;

namespace CcDemo.AppHost.Tests;

public sealed class ImagePublisherTests
{
    private const string Base = "dotnet/aspnet";
    private const string BaseTag = "10.0-noble-chiseled";

    [RegistryFact]
    public async Task A_program_becomes_an_image_that_is_pushed_once()
    {
        await using var registry = await LocalRegistry.StartAsync();
        await registry.AddBaseImageAsync(Base, BaseTag);
        using var project = new SmallProject();
        var publisher = Publisher(registry);

        var first = await publisher.PublishAsync("small", project.FullName, null, CancellationToken.None);
        Assert.Equal($"{registry.Host}/demo/small:1.2.3", first.Image);
        Assert.Equal(first.Digest, await registry.FindDigestAsync("demo/small", "1.2.3"));

        var configuration = (await registry.ConfigurationAsync("demo/small", "1.2.3")).GetProperty("config");
        Assert.Equal("1654", configuration.GetProperty("User").GetString());
        Assert.Equal(["dotnet", "/app/Small.dll"], configuration.GetProperty("Entrypoint").EnumerateArray().Select(part => part.GetString()));

        var again = await publisher.PublishAsync("small", project.FullName, first, CancellationToken.None);
        Assert.Same(first, again);
        Assert.Equal(first.Digest, await registry.FindDigestAsync("demo/small", "1.2.3"));

        project.Say("hello again");
        var changed = await publisher.PublishAsync("small", project.FullName, first, CancellationToken.None);
        Assert.NotEqual(first.Digest, changed.Digest);
        Assert.Equal(changed.Digest, await registry.FindDigestAsync("demo/small", "1.2.3"));
    }

    [RegistryFact]
    public async Task A_registry_that_lets_nobody_in_says_how_to_log_in()
    {
        await using var open = await LocalRegistry.StartAsync();
        await open.AddBaseImageAsync(Base, BaseTag);
        await using var locked = await LocalRegistry.StartAsync(isLocked: true);
        using var project = new SmallProject();
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => Publisher(locked, baseRegistry: open, open.Host).PublishAsync("small", project.FullName, null, CancellationToken.None));

        Assert.Contains($"docker login {locked.Host}", error.Message, StringComparison.Ordinal);
        Assert.Contains("AcrPush", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal);
    }

    private static ImagePublisher Publisher(LocalRegistry registry, LocalRegistry? baseRegistry = null, params string[] others)
    {
        // The SDK speaks plain HTTP to registries that are named here, and to no other.
        var dotnet = ExternalProgram.Find("dotnet")!;
        return new ImagePublisher(dotnet, SampleFiles.Settings(("registry", $"{registry.Host}/demo"), ("image-tag", "1.2.3"), ("base-registry", (baseRegistry ?? registry).Host)))
        {
            Environment = new Dictionary<string, string?> { ["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = string.Join(',', [registry.Host, .. others]) },
        };
    }
}
