using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>The steps and what they depend on, checked: every name is known and there is no circle.</summary>
internal sealed partial class PipelineGraph
{
    private readonly Dictionary<string, PipelineStep> _steps;

    public PipelineGraph(IEnumerable<PipelineStep> steps)
    {
        _steps = steps.ToDictionary(step => step.Name, StringComparer.Ordinal);
        CheckNames();

        foreach (var step in _steps.Values)
        {
            foreach (var name in step.RequiredBySteps)
            {
                _steps[name].DependsOnSteps.Add(step.Name);
            }
        }

        CheckCircles();
    }

    /// <summary>The step and all that it depends on; without a name, all steps.</summary>
    public IReadOnlyList<PipelineStep> Select(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return [.. _steps.Values];
        }

        if (!_steps.ContainsKey(name))
        {
            throw new InvalidOperationException($"Step '{name}' not found in pipeline. Available steps: {string.Join(", ", _steps.Keys.Order(StringComparer.Ordinal).Select(s => $"'{s}'"))}");
        }

        HashSet<string> selected = [];
        Add(name, selected);
        return [.. _steps.Values.Where(step => selected.Contains(step.Name))];
    }

    public void Describe(ILogger logger)
    {
        foreach (var step in _steps.Values.OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            LogStep(logger, step.Name, step.DependsOnSteps.Count == 0 ? "nothing" : string.Join(", ", step.DependsOnSteps.Distinct()));
        }
    }

    private void Add(string name, HashSet<string> selected)
    {
        if (selected.Add(name))
        {
            _steps[name].DependsOnSteps.ForEach(dependency => Add(dependency, selected));
        }
    }

    private void CheckNames()
    {
        foreach (var step in _steps.Values)
        {
            if (step.DependsOnSteps.FirstOrDefault(name => !_steps.ContainsKey(name)) is { } dependency)
            {
                throw new InvalidOperationException($"Step '{step.Name}' depends on unknown step '{dependency}'");
            }

            if (step.RequiredBySteps.FirstOrDefault(name => !_steps.ContainsKey(name)) is { } dependant)
            {
                throw new InvalidOperationException($"Step '{step.Name}' is required by unknown step '{dependant}'");
            }
        }
    }

    private void CheckCircles()
    {
        HashSet<string> done = [];
        List<string> path = [];

        foreach (var name in _steps.Keys)
        {
            Visit(name);
        }

        void Visit(string name)
        {
            if (path.IndexOf(name) is >= 0 and var start)
            {
                throw new InvalidOperationException($"Circular dependency detected in pipeline steps: {string.Join(" → ", [.. path[start..], name])}");
            }

            if (!done.Add(name))
            {
                return;
            }

            path.Add(name);
            _steps[name].DependsOnSteps.ForEach(Visit);
            path.RemoveAt(path.Count - 1);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Step '{Step}' depends on {Dependencies}.")]
    private static partial void LogStep(ILogger logger, string step, string dependencies);
}
