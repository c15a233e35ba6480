namespace CcDemo.Dashboard.Pages;

/// <summary>The parts of the dashboard that the navigation offers.</summary>
internal enum Section
{
    Resources,
    Logs,
    Traces,
}
