using Microsoft.AspNetCore.Http.Features;

namespace CcDemo.Dashboard.Security;

/// <summary>What a connection came in for: each purpose has its own address.</summary>
internal sealed class Listener
{
    private Listener()
    {
    }

    /// <summary>Pages and API.</summary>
    public static Listener Pages { get; } = new();

    /// <summary>OTLP over gRPC.</summary>
    public static Listener OtlpGrpc { get; } = new();

    /// <summary>OTLP over HTTP.</summary>
    public static Listener OtlpHttp { get; } = new();

    /// <summary>The listener that a request came in by.</summary>
    public static Listener Of(HttpContext context) => context.Features.GetRequiredFeature<Listener>();
}
