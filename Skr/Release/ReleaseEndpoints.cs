using System.Buffers;
using System.Text.Json;
using CcDemo.Skr.Endpoints;

namespace CcDemo.Skr.Release;

/// <summary><c>POST /key/release</c>.</summary>
internal static class ReleaseEndpoints
{
    private const int Capacity = 32 * 1024;

    public static void MapRelease(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/key/release", ReleaseAsync);

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
        var answer = new ArrayBufferWriter<byte>(Capacity);
        try
        {
            using (var writer = new Utf8JsonWriter(answer, JsonAnswer.Options))
            {
                writer.WriteStartObject();
                writer.WriteString("key", released.Json);
                writer.WriteEndObject();
            }

            await JsonAnswer.WriteAsync(context, answer.WrittenMemory);
        }
        finally
        {
            answer.Clear();
        }
    }
}
