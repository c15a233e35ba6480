using System.Buffers;
using CcDemo.Skr.Endpoints;
using CcDemo.Skr.Routing;

namespace CcDemo.Skr.Release;

/// <summary><c>POST /key/release</c>.</summary>
internal static class ReleaseEndpoints
{
    /// <summary>A header, so that the body stays what the original sidecar answers.</summary>
    private const string PolicyHeader = "X-CcDemo-Release-Policy";

    private const int Capacity = 32 * 1024;

    public static void MapRelease(this RouteTable routes)
        => routes.Post("/key/release", context => ReleaseAsync(context, routes.Service<KeyReleaser>(), routes.Service<AllowedEndpoints>()));

    private static async Task ReleaseAsync(HttpContext context, KeyReleaser releaser, AllowedEndpoints endpoints)
    {
        var body = await JsonRequest.ReadAsync(context, "maa_endpoint", "akv_endpoint", "kid", "access_token");
        var (provider, vault) = (body.Required("maa_endpoint"), body.Required("akv_endpoint"));
        var key = KeyReference.Parse(body.Required("kid"));
        var request = new ReleaseRequest(
            endpoints.Provider(provider),
            endpoints.Vault(vault),
            key,
            body.Optional("access_token") is { Length: > 0 } token ? token : null);

        using var released = await releaser.ReleaseAsync(request, context.RequestAborted);
        using var answer = new PinnedBuffer(Capacity);
        WriteAnswer(answer, released.Json);
        if (released.ReleasePolicy is { } policy)
        {
            context.Response.Headers[PolicyHeader] = policy;
        }

        await JsonAnswer.WriteAsync(context, answer.Written);
    }

    // By hand, since a JSON writer escapes a text by way of a pooled array, which nobody clears. The key's JSON has no
    // other characters that need escaping than these two.
    private static void WriteAnswer(PinnedBuffer answer, ReadOnlySpan<byte> key)
    {
        answer.Write("{\"key\":\""u8);
        foreach (var octet in key)
        {
            if (octet is (byte)'"' or (byte)'\\')
            {
                answer.Write("\\"u8);
            }

            answer.Write([octet]);
        }

        answer.Write("\"}"u8);
    }
}
