using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.AppHost;

/// <summary>The step that looks at the parameters before any other step writes or changes something.</summary>
internal static class SettingsCheck
{
    /// <summary>The steps that work with what is there and need no parameter.</summary>
    private static readonly string[] _undemanding = [StepNames.Preflight, StepNames.Verify, StepNames.Teardown];

    /// <summary>Adds the step <see cref="StepNames.CheckSettings"/>.</summary>
    public static IDistributedApplicationBuilder AddSettingsCheck(this IDistributedApplicationBuilder builder)
    {
        var needsAll = !_undemanding.Contains(builder.ChosenStep());
        builder.Pipeline.AddStep(StepNames.CheckSettings, context => CheckAsync(context, needsAll));
        return builder;
    }

    /// <summary>The settings, of a step that comes after <see cref="StepNames.CheckSettings"/>.</summary>
    public static DeploymentSettings Settings(this PipelineStepContext context)
        => DeploymentSettingsReader.Read(context.Services.GetRequiredService<IConfiguration>());

    private static async Task CheckAsync(PipelineStepContext context, bool needsAll)
    {
        var configuration = context.Services.GetRequiredService<IConfiguration>();
        var console = context.Services.GetRequiredService<OperatorConsole>();
        string[] others = [.. context.Model.Resources.OfType<ParameterResource>().Select(parameter => parameter.Name)];

        Refuse(DeploymentSettingsReader.Problems(configuration, others));
        if (!needsAll)
        {
            return;
        }

        foreach (var setting in DeploymentSettingsReader.Missing(configuration))
        {
            if (await console.AskAsync($"{setting.Name} ({setting.Meaning})", context.CancellationToken) is { } answer)
            {
                configuration[$"Parameters:{setting.Name}"] = answer;
            }
        }

        Refuse(DeploymentSettingsReader.Problems(configuration, others));
        Refuse([.. DeploymentSettingsReader.Missing(configuration).Select(setting =>
            $"Parameters:{setting.Name} is missing: {setting.Meaning}. Give it as --Parameters:{setting.Name}=VALUE, in the file of --parameters FILE, or as the variable Parameters__{setting.Name.Replace('-', '_')}.")]);
    }

    private static void Refuse(IReadOnlyList<string> sentences)
    {
        if (sentences.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, sentences));
        }
    }
}
