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
        var folder = OutputFolder.Of(context);
        PublishedFile[] files = [new(PublishedNames.NamespaceFile, NamespaceManifest.Create(context.Settings()))];

        await folder.WriteAsync(files, [], ct);
        LogWritten(context.Logger, files.Length, folder.FullName);
        context.Summary.Add("Files", folder.FullName);
    }

    [LoggerMessage(LogLevel.Information, "Wrote {Count} files to {Folder}.")]
    private static partial void LogWritten(ILogger logger, int count, string folder);
}
