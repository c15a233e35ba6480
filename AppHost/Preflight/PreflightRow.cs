namespace CcDemo.AppHost;

/// <summary>A line of the report.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Finding">What was found.</param>
internal sealed record PreflightRow(string Name, Finding Finding);
