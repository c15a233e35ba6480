namespace CcDemo.AppHost;

/// <summary>A kind of object as the cluster's API serves it.</summary>
/// <param name="ApiVersion">Group and version: <c>v1</c>, <c>apps/v1</c>.</param>
/// <param name="Kind">The kind: <c>Deployment</c>.</param>
/// <param name="Plural">The name in paths: <c>deployments</c>.</param>
/// <param name="IsNamespaced">Whether its objects are in namespaces.</param>
/// <param name="Verbs">What may be done with it.</param>
internal sealed record ApiResource(string ApiVersion, string Kind, string Plural, bool IsNamespaced, IReadOnlyList<string> Verbs)
{
    /// <summary>The group; empty for the core group.</summary>
    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion[..ApiVersion.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <summary>The name with its group, as in a role: <c>deployments.apps</c>.</summary>
    public string FullName => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>The path of an API version: <c>/api/v1</c>, <c>/apis/apps/v1</c>.</summary>
    public static string RootPath(string apiVersion)
        => apiVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{apiVersion}" : $"/api/{apiVersion}";

    /// <summary>The path of its objects.</summary>
    /// <param name="ns">The namespace; of no account for objects that are in none.</param>
    public string CollectionPath(string? ns) => IsNamespaced && ns is not null
        ? $"{RootPath(ApiVersion)}/namespaces/{Uri.EscapeDataString(ns)}/{Plural}"
        : $"{RootPath(ApiVersion)}/{Plural}";

    /// <summary>The path of one object.</summary>
    public string ObjectPath(string? ns, string name) => $"{CollectionPath(ns)}/{Uri.EscapeDataString(name)}";
}
