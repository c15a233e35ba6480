using CcDemo.Dashboard.Feed;

namespace CcDemo.Dashboard.Components.Resources;

/// <summary>How good or bad states are, as classes of the style sheet.</summary>
internal static class ResourceTones
{
    public static string OfState(Resource resource) => resource.StateStyle switch
    {
        "success" => "good",
        "warning" => "warn",
        "error" => "bad",
        "info" => "plain",
        _ => resource.State switch
        {
            "Running" => "good",
            "Waiting" or "Starting" or "Stopping" => "warn",
            "FailedToStart" or "RuntimeUnhealthy" => "bad",
            _ => "plain",
        },
    };

    public static string OfHealth(string? health) => health switch
    {
        "Healthy" => "good",
        "Degraded" => "warn",
        "Unhealthy" => "bad",
        _ => "plain",
    };
}
