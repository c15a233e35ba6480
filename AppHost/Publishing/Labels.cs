namespace CcDemo.AppHost;

/// <summary>The labels that Kubernetes recommends, by which the published objects find each other.</summary>
internal static class Labels
{
    private const string Name = "app.kubernetes.io/name";
    private const string PartOf = "app.kubernetes.io/part-of";

    /// <summary>The labels of everything that belongs to the application.</summary>
    public static Dictionary<string, string> Application => new() { [PartOf] = PublishedNames.PartOf };

    /// <summary>The labels of a program's objects.</summary>
    public static Dictionary<string, string> Of(string program) => new() { [Name] = program, [PartOf] = PublishedNames.PartOf };

    /// <summary>The label that selects a program's pods.</summary>
    public static Dictionary<string, string> Selecting(string program) => new() { [Name] = program };
}
