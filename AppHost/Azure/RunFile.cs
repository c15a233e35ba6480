namespace CcDemo.AppHost;

/// <summary>A file of one run: its place differs in every run, its name does not.</summary>
internal sealed class RunFile(string path) : IValueProvider, IManifestExpressionProvider
{
    public string FullName { get; } = path;

    public string ValueExpression => $"{{run.{Path.GetFileName(FullName)}}}";

    public ValueTask<string?> GetValueAsync(CancellationToken ct = default) => ValueTask.FromResult<string?>(FullName);
}
