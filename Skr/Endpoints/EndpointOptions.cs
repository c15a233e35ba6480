namespace CcDemo.Skr.Endpoints;

/// <summary>The settings of section <c>Skr</c>: whom this sidecar talks to.</summary>
internal sealed class EndpointOptions
{
    public const string Section = "Skr";

    /// <summary>
    /// The attestation providers and vaults that callers may name, separated by commas: <c>HOST</c>, <c>HOST:PORT</c> or
    /// <c>.SUFFIX</c>. Azure's own when it is not set, and in an emulated guest this machine as well.
    /// </summary>
    public string? AllowedEndpoints { get; set; }

    /// <summary>The patterns that are set; null when none are.</summary>
    /// <exception cref="FormatException">One is of another form.</exception>
    public IReadOnlyList<EndpointPattern>? Patterns => string.IsNullOrWhiteSpace(AllowedEndpoints)
        ? null
        : [.. AllowedEndpoints.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(EndpointPattern.Parse)];
}
