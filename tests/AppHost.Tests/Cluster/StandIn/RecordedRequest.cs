namespace CcDemo.AppHost.Tests;

/// <summary>A request that the stand-in for the cluster got.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path without the query.</param>
/// <param name="Query">The query with its question mark, or nothing.</param>
/// <param name="ContentType">The body's type.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">The headers.</param>
internal sealed record RecordedRequest(string Method, string Path, string Query, string? ContentType, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Whether it would change something.</summary>
    public bool IsWrite => Method != "GET" && !Query.Contains("dryRun=All", StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Path}{Query}";
}
