using Microsoft.AspNetCore.Http;

namespace CcDemo.ServiceDefaults;

/// <summary>The paths that orchestrators ask every few seconds, which would drown all other telemetry.</summary>
internal static class Probes
{
    public const string Health = "/health";

    public const string Alive = "/alive";

    public static bool Contain(PathString path) => path.StartsWithSegments(Health) || path.StartsWithSegments(Alive);
}
