namespace Aspire.Hosting.ApplicationModel;

/// <summary>The sources of variables and arguments.</summary>
public static class ExecutionConfigurationBuilderExtensions
{
    /// <summary>Adds the arguments of <c>WithArgs</c>.</summary>
    public static IExecutionConfigurationBuilder WithArgumentsConfig(this IExecutionConfigurationBuilder builder)
        => builder.AddExecutionConfigurationGatherer(new ArgumentsGatherer());

    /// <summary>Adds the variables of <c>WithEnvironment</c>, <c>WithReference</c> and those that a resource has by itself.</summary>
    public static IExecutionConfigurationBuilder WithEnvironmentVariablesConfig(this IExecutionConfigurationBuilder builder)
        => builder.AddExecutionConfigurationGatherer(new EnvironmentGatherer());
}
