namespace CcDemo.AppHost;

/// <summary>A value that follows from the settings of a deployment, known once they are complete.</summary>
internal sealed class DeploymentValue(string name, Func<string> value) : IValueProvider, IManifestExpressionProvider
{
    public string ValueExpression => $"{{deployment.{name}}}";

    public ValueTask<string?> GetValueAsync(CancellationToken ct = default) => ValueTask.FromResult<string?>(value());
}
