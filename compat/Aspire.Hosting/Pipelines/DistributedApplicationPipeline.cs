using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <inheritdoc cref="IDistributedApplicationPipeline"/>
internal sealed partial class DistributedApplicationPipeline : IDistributedApplicationPipeline
{
    private readonly List<PipelineStep> _steps = [.. WellKnownSteps.Create()];
    private readonly List<Func<PipelineConfigurationContext, Task>> _configurations = [];

    public void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null)
        => AddStep(new PipelineStep
        {
            Name = name,
            Action = action,
            DependsOnSteps = Names(dependsOn, nameof(dependsOn)),
            RequiredBySteps = Names(requiredBy, nameof(requiredBy)),
        });

    public void AddStep(PipelineStep step)
    {
        if (_steps.Any(s => s.Name == step.Name))
        {
            throw new InvalidOperationException($"A step with the name '{step.Name}' has already been added to the pipeline.");
        }

        _steps.Add(step);
    }

    public void AddPipelineConfiguration(Func<PipelineConfigurationContext, Task> callback) => _configurations.Add(callback);

    public async Task ExecuteAsync(PipelineContext context)
    {
        var steps = await CollectAsync(context).ConfigureAwait(false);
        var graph = new PipelineGraph(steps);
        var wanted = context.Services.GetService<IConfiguration>()?["Pipeline:Step"];
        var reporter = context.Services.GetRequiredService<IPipelineActivityReporter>();

        if (wanted == WellKnownPipelineSteps.Diagnostics)
        {
            graph.Describe(context.Logger);
        }

        var selected = graph.Select(wanted);
        var time = context.Services.GetService<TimeProvider>() ?? TimeProvider.System;
        var start = time.GetTimestamp();
        var errors = await new PipelineRun(context, reporter, selected).ExecuteAsync().ConfigureAwait(false);

        if (errors.Count == 1)
        {
            ExceptionDispatchInfo.Throw(errors[0]);
        }

        if (errors.Count > 1)
        {
            throw new AggregateException($"Multiple pipeline steps failed: {string.Join(" ", errors.Select(e => e.Message))}", errors);
        }

        LogSucceeded(context.Logger, wanted ?? "all", selected.Count, selected.Count == 1 ? "step" : "steps", time.GetElapsedTime(start).TotalSeconds);
    }

    private static List<string> Names(object? value, string parameter) => value switch
    {
        null => [],
        string name => [name],
        IEnumerable<string> names => [.. names],
        _ => throw new ArgumentException($"The {parameter} parameter must be a string or IEnumerable<string>, but was {value.GetType().Name}.", parameter),
    };

    private async Task<List<PipelineStep>> CollectAsync(PipelineContext context)
    {
        // Copies: a run turns requiredBy into dependsOn, and a second run must find the steps as they were added.
        List<PipelineStep> steps = [.. _steps.Concat(WellKnownSteps.CreateFor(context.Model)).Select(step => new PipelineStep
        {
            Name = step.Name,
            Description = step.Description,
            Action = step.Action,
            DependsOnSteps = [.. step.DependsOnSteps],
            RequiredBySteps = [.. step.RequiredBySteps],
            Tags = [.. step.Tags],
            Resource = step.Resource,
        })];
        var configuration = new PipelineConfigurationContext { Services = context.Services, Model = context.Model, Steps = steps };

        foreach (var configure in _configurations)
        {
            await configure(configuration).ConfigureAwait(false);
        }

        return steps;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Pipeline succeeded: {Step} ({Count} {Noun}, {Seconds:0.0} s)")]
    private static partial void LogSucceeded(ILogger logger, string step, int count, string noun, double seconds);
}
