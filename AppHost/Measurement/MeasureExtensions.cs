using System.Globalization;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>The step that measures the confidential pod.</summary>
internal static partial class MeasureExtensions
{
    /// <summary>The setting with a file to be measured instead of the published one: <c>--file</c>.</summary>
    public const string FileSetting = "Measure:File";

    /// <summary>The setting with the pod that is meant: <c>--name</c>.</summary>
    public const string PodSetting = "Measure:Pod";

    /// <summary>The setting with the time that the policy tool may take, <c>HH:MM:SS</c>.</summary>
    public const string TimeLimitSetting = "Measure:TimeLimit";

    /// <summary>Adds the step <see cref="StepNames.Measure"/>: of the published pod, or, with a file named, of any pod and then offline.</summary>
    public static IDistributedApplicationBuilder AddMeasure(this IDistributedApplicationBuilder builder)
    {
        if (builder.ChosenStep() == StepNames.Measure && builder.Configuration[FileSetting] is { } file)
        {
            builder.Pipeline.AddStep(StepNames.Measure, context => MeasureFileAsync(context, file));
        }
        else
        {
            builder.Pipeline.AddStep(StepNames.Measure, MeasurePublishedAsync, dependsOn: StepNames.PublishManifests);
        }

        return builder;
    }

    private static async Task MeasureFileAsync(PipelineStepContext context, string file)
    {
        var configuration = context.Services.GetRequiredService<IConfiguration>();
        var maaEndpoint = DeploymentSettingsReader.Value(configuration, DeploymentSettingsCatalog.MaaEndpoint);
        var measurement = await MeasureAsync(context, new MeasureRequest
        {
            File = file.Length > 0 ? file : throw new DistributedApplicationException("--file needs the name of a YAML file."),
            PodName = configuration[PodSetting],
            MaaEndpoint = maaEndpoint.Length > 0 ? maaEndpoint : null,
        });

        if (measurement.ReleasePolicy is { } releasePolicy)
        {
            await WriteAsync(context, new PublishedFile(PublishedNames.ReleasePolicyFile, releasePolicy));
        }
        else
        {
            LogSummary(context.Logger, $"No release policy is written: it needs the attestation provider. Give its host name as --Parameters:{DeploymentSettingsCatalog.MaaEndpoint.Name}=HOST.");
        }
    }

    private static async Task MeasurePublishedAsync(PipelineStepContext context)
    {
        var configuration = context.Services.GetRequiredService<IConfiguration>();
        var settings = context.Settings();
        var folder = OutputFolder.Of(context);

        // Of an earlier pod: they must not stay when this one cannot be measured.
        await folder.WriteAsync([], [PublishedNames.HostDataFile, PublishedNames.ReleasePolicyFile], context.CancellationToken);
        var measurement = await MeasureAsync(context, new MeasureRequest
        {
            File = folder.PathOf(PublishedNames.ConsumerFile),
            PodName = configuration[PodSetting] ?? PublishedNames.Consumer,
            MaaEndpoint = settings.MaaEndpoint,
            Required = settings.Profile.ToPolicyKind(),
            Tool = configuration[PolicyGenerator.Setting],
            TimeLimit = ReadTimeLimit(configuration),
        });

        await WriteAsync(
            context,
            new PublishedFile(PublishedNames.ConsumerFile, measurement.Manifest),
            new PublishedFile(PublishedNames.HostDataFile, $"{measurement.Policy.HostData}\n"),
            new PublishedFile(PublishedNames.ReleasePolicyFile, measurement.ReleasePolicy!));
    }

    private static async Task<Measurement> MeasureAsync(PipelineStepContext context, MeasureRequest request)
    {
        var measured = await Measure.RunAsync(request, context.Logger, context.CancellationToken);
        var measurement = measured.Succeeded ? measured.Value : throw new DistributedApplicationException(measured.Error.Message);

        foreach (var line in PolicySummaryText.Write(measurement.Policy, measurement.Summary))
        {
            LogSummary(context.Logger, line);
        }

        foreach (var warning in measurement.Warnings)
        {
            LogWarning(context.Logger, warning.Text);
        }

        LogHostData(context.Logger, measurement.Policy.HostData.Hex);
        context.Summary.Add("Host data", measurement.Policy.HostData.Hex);

        return measurement;
    }

    private static async Task WriteAsync(PipelineStepContext context, params PublishedFile[] files)
    {
        var folder = OutputFolder.Of(context);
        await folder.WriteAsync(files, [], context.CancellationToken);
        LogWritten(context.Logger, string.Join(", ", files.Select(file => file.Name)), folder.FullName);
    }

    private static TimeSpan ReadTimeLimit(IConfiguration configuration) => configuration[TimeLimitSetting] switch
    {
        null or "" => TimeSpan.FromMinutes(15),
        var text when TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var limit) && limit > TimeSpan.Zero => limit,
        var text => throw new DistributedApplicationException($"{TimeLimitSetting} is '{StrictText.ForDisplay(text)}', which is no time: HH:MM:SS."),
    };

    [LoggerMessage(LogLevel.Information, "{Line}")]
    private static partial void LogSummary(ILogger logger, string line);

    [LoggerMessage(LogLevel.Warning, "{Text}")]
    private static partial void LogWarning(ILogger logger, string text);

    [LoggerMessage(LogLevel.Information, "Host data: {HostData}")]
    private static partial void LogHostData(ILogger logger, string hostData);

    [LoggerMessage(LogLevel.Information, "Wrote {Files} to {Folder}.")]
    private static partial void LogWritten(ILogger logger, string files, string folder);
}
