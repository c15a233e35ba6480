namespace CcDemo.Dashboard.Feed;

/// <summary>A variable of a resource's environment. Its value may be a secret.</summary>
internal sealed record EnvironmentVariable
{
    public string Name { get; set; } = "";

    public string? Value { get; set; }
}
