namespace CcDemo.AppHost;

/// <summary>Builds a program's image and pushes it, with the SDK's own container support: no container runtime is needed.</summary>
/// <param name="dotnet">The SDK's program.</param>
/// <param name="settings">Registry, tag and base images.</param>
internal sealed class ImagePublisher(ExternalProgram dotnet, DeploymentSettings settings)
{
    private static readonly TimeSpan _timeLimit = TimeSpan.FromMinutes(20);

    /// <summary>Variables for the SDK besides those of this process.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Publishes a program and, unless the very same was pushed to this address before, pushes its image.</summary>
    /// <param name="program">The program, in lower case.</param>
    /// <param name="project">The path of its project.</param>
    /// <param name="before">What was pushed before, if anything.</param>
    /// <param name="ct">Ends it; the SDK's processes are killed.</param>
    /// <returns>The image: <paramref name="before"/> itself when it is still the right one.</returns>
    /// <exception cref="DistributedApplicationException">It cannot be built or pushed; the sentence says what to do.</exception>
    public async Task<PublishedImage> PublishAsync(string program, string project, PublishedImage? before, CancellationToken ct)
    {
        var address = ImageAddress.Of(settings, program);
        var folder = Directory.CreateTempSubdirectory($"ccdemo-{program}-");

        try
        {
            string[] build =
            [
                "publish", project, "--configuration", "Release", "--runtime", "linux-x64", "--nologo",
                $"-p:PublishDir={folder.FullName}{Path.DirectorySeparatorChar}", $"-p:BaseRegistry={settings.BaseRegistry}",
            ];
            var recipe = await RunAsync(program, address, [.. build, "-getProperty:ContainerBaseImage", "-getProperty:ContainerUser"], ct);
            var content = await BuildContent.HashAsync(folder, recipe, ct);

            if (before is not null && before.Image == address.ToString() && before.Content == content)
            {
                return before;
            }

            var digest = await RunAsync(
                program,
                address,
                [
                    .. build, "--no-build", "-t:PublishContainer", "-getProperty:GeneratedContainerDigest",
                    $"-p:ContainerRegistry={address.Registry}", $"-p:ContainerRepository={address.Repository}", $"-p:ContainerImageTag={address.Tag}",
                ],
                ct);
            return PublishedImages.IsDigest(digest)
                ? new PublishedImage(address.ToString(), digest, content)
                : throw new DistributedApplicationException($"The image of {program} was pushed, but the SDK did not say its digest; the AppHost needs the .NET SDK 10.0.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<string> RunAsync(string program, ImageAddress address, string[] arguments, CancellationToken ct)
    {
        var output = await dotnet.RunAsync(new ProgramCall(arguments) { TimeLimit = _timeLimit, Environment = Environment }, ct);
        return output.Succeeded
            ? output.StandardOutput.Trim()
            : throw new DistributedApplicationException(
                output.TimedOut
                    ? $"The image of {program} was not built within {_timeLimit.TotalMinutes:0} minutes."
                    : PushFailure.Explain(program, address, $"{output.StandardOutput}\n{output.StandardError}"));
    }
}
