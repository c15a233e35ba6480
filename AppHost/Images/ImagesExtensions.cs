using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.AppHost;

internal static class ImagesExtensions
{
    /// <summary>Adds the step that builds the images and pushes them to the registry.</summary>
    public static IDistributedApplicationBuilder AddImages(this IDistributedApplicationBuilder builder)
    {
        builder.Pipeline.AddStep(StepNames.PushImages, PushAsync, dependsOn: StepNames.CheckSettings);
        return builder;
    }

    private static async Task PushAsync(PipelineStepContext context)
    {
        var ct = context.CancellationToken;
        var options = ClusterOptions.Read(context.Services.GetRequiredService<IConfiguration>());
        var settings = context.Settings();
        var folder = OutputFolder.Of(context);
        var images = await PublishedImages.ReadAsync(folder, ct);
        // Two resources may be one program: the counter-proof has the consumer's image.
        var programs = context.Model.GetProjectResources()
            .Select(project => (Name: PublishedContainers.ProgramOf(project), Project: project.GetProjectMetadata().ProjectPath))
            .DistinctBy(program => program.Name)
            .ToList();

        if (options.DryRun)
        {
            foreach (var (program, _) in programs)
            {
                context.Logger.Say($"Would build the image of {program} and push it as {ImageAddress.Of(settings, program)}.");
            }

            return;
        }

        var dotnet = ExternalProgram.Find(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
            ?? throw new DistributedApplicationException("The program 'dotnet' of the .NET 10 SDK is not on the path.");
        var publisher = new ImagePublisher(dotnet, settings);

        foreach (var (program, project) in programs)
        {
            var before = images.Find(program);
            context.Logger.Say($"Building {program} ...");
            var image = await publisher.PublishAsync(program, project, before, ct);

            if (image == before)
            {
                context.Logger.Say($"The image of {program} is unchanged since it was pushed: {image.Image}@{image.Digest}.");
                continue;
            }

            images = images.With(program, image);
            await folder.WriteAsync(images.ToFile(), ct);
            context.Logger.Say($"Pushed {image.Image}@{image.Digest}.");
        }
    }
}
