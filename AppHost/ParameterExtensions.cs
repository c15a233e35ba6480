namespace CcDemo.AppHost;

internal static class ParameterExtensions
{
    /// <summary>
    /// Adds a parameter whose value <c>Parameters:NAME</c> may replace. (The overload of <c>AddParameter</c> that takes
    /// a value makes a constant: it does not look at the configuration.)
    /// </summary>
    public static IResourceBuilder<ParameterResource> AddParameterWithDefault(
        this IDistributedApplicationBuilder builder, string name, string value)
        => builder.AddParameter(name, () => builder.Configuration[$"Parameters:{name}"] ?? value);
}
