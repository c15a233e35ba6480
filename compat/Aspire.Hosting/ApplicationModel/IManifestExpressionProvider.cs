namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is an expression when the application is published.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The expression, for example <c>{kafka.connectionString}</c>.</summary>
    string ValueExpression { get; }
}
