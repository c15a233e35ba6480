using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

internal static partial class PublishExtensions
{
    /// <summary>Adds the step that writes plain Kubernetes manifests, as the policy tool needs them, to the output folder.</summary>
    /// <remarks>
    /// No step depends on <see cref="WellKnownPipelineSteps.PublishPrereq"/>: that would store every parameter in a file of
    /// the user profile, and wait for an answer to each missing one.
    /// </remarks>
    public static IDistributedApplicationBuilder AddPublishing(this IDistributedApplicationBuilder builder)
    {
        builder.Pipeline.AddStep(StepNames.PublishManifests, WriteAsync, dependsOn: StepNames.CheckSettings, requiredBy: WellKnownPipelineSteps.Publish);
        return builder;
    }

    private static async Task WriteAsync(PipelineStepContext context)
    {
        var ct = context.CancellationToken;
        var settings = context.Settings();
        var folder = OutputFolder.Of(context);
        var images = await PublishedImages.ReadAsync(folder, ct);
        var files = (await PublishedFiles.CreateAsync(settings, program => images.Reference(settings.Image(program)), context)).ToList();

        var consumer = files.FindIndex(file => file.Name == PublishedNames.ConsumerFile);
        files[consumer] = files[consumer] with
        {
            Content = MeasuredManifest.KeepPolicy(await folder.ReadAsync(PublishedNames.ConsumerFile, ct), files[consumer].Content),
        };

        await folder.WriteAsync(files, PublishedFiles.Names, ct);
        LogWritten(context.Logger, files.Count, folder.FullName);
        context.Summary.Add("Files", folder.FullName);
    }

    [LoggerMessage(LogLevel.Information, "Wrote {Count} files to {Folder}.")]
    private static partial void LogWritten(ILogger logger, int count, string folder);
}
