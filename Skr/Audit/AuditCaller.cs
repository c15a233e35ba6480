using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Audit;

/// <summary>Who asked this sidecar. All of it is on this machine, and nothing of it is proven.</summary>
/// <param name="Address">The address and port of the connection's other end.</param>
/// <param name="Transport"><c>HTTP</c>, <c>gRPC</c> or <c>refresh</c>, when the sidecar renews a key by itself.</param>
/// <param name="UserAgent">What the caller calls itself; null when it does not.</param>
internal sealed record AuditCaller(string Address, string Transport, string? UserAgent)
{
    private const int MaxUserAgent = 200;
    private const string Grpc = "application/grpc";

    /// <summary>The sidecar itself, in the background.</summary>
    public static AuditCaller Itself { get; } = new("itself", "refresh", null);

    /// <summary>The caller of a request; the sidecar itself when there is none.</summary>
    public static AuditCaller Of(HttpContext? context)
        => context is null
            ? Itself
            : new AuditCaller(
                $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}",
                context.Request.ContentType?.StartsWith(Grpc, StringComparison.Ordinal) is true ? "gRPC" : "HTTP",
                context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? Clean(agent) : null);

    // A caller must not be able to write lines of its own into the log.
    private static string Clean(string agent)
    {
        var flat = new string([.. Upstream.Flat(agent).Where(character => !char.IsControl(character))]);
        return flat.Length <= MaxUserAgent ? flat : flat[..MaxUserAgent];
    }
}
