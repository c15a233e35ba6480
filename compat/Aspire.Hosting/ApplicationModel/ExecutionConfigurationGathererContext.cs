using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

internal sealed class ExecutionConfigurationGathererContext : IExecutionConfigurationGathererContext
{
    private readonly List<IExecutionConfigurationData> _data = [];

    public List<object> Arguments { get; } = [];

    public Dictionary<string, object> EnvironmentVariables { get; } = [];

    public void AddAdditionalData(IExecutionConfigurationData metadata) => _data.Add(metadata);

    public async Task<IExecutionConfigurationResult> ResolveAsync(IResource resource, DistributedApplicationExecutionContext executionContext, CancellationToken ct)
    {
        var context = new ValueProviderContext { ExecutionContext = executionContext, Caller = resource, Network = KnownNetworkIdentifiers.LocalhostNetwork };
        List<Exception> errors = [];
        List<(object, string, bool)> arguments = [];
        List<KeyValuePair<string, (object, string)>> variables = [];

        foreach (var argument in Arguments)
        {
            if (await ResolveAsync(argument, context, errors, ct).ConfigureAwait(false) is { } text)
            {
                arguments.Add((argument, text, IsSecret(argument)));
            }
        }

        foreach (var (name, value) in EnvironmentVariables)
        {
            if (await ResolveAsync(value, context, errors, ct).ConfigureAwait(false) is { } text)
            {
                variables.Add(new(name, (value, text)));
            }
        }

        return new ExecutionConfigurationResult
        {
            ArgumentsWithUnprocessed = arguments,
            EnvironmentVariablesWithUnprocessed = variables,
            References = [.. Arguments.Concat(EnvironmentVariables.Values).Where(value => value is IValueProvider or IManifestExpressionProvider)],
            AdditionalConfigurationData = _data,
            Exception = errors.Count switch
            {
                0 => null,
                1 => errors[0],
                _ => new AggregateException(errors),
            },
        };
    }

    private static async Task<string?> ResolveAsync(object? value, ValueProviderContext context, List<Exception> errors, CancellationToken ct)
    {
        try
        {
            return value switch
            {
                string text => text,
                IManifestExpressionProvider expression when context.ExecutionContext!.IsPublishMode => expression.ValueExpression,
                IValueProvider provider when context.ExecutionContext!.IsRunMode => await provider.GetValueAsync(context, ct).ConfigureAwait(false),
                IResourceBuilder<IResource> { Resource: IValueProvider or IManifestExpressionProvider } builder
                    => await ResolveAsync(builder.Resource, context, errors, ct).ConfigureAwait(false),
                null => null,
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                _ => value.ToString(),
            };
        }
        catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            errors.Add(error);
            return null;
        }
    }

    private static bool IsSecret(object value) => value switch
    {
        ParameterResource parameter => parameter.Secret,
        IValueWithReferences references => references.References.Any(IsSecret),
        _ => false,
    };
}
