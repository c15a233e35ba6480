using System.Buffers;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Security.KeyVault.Keys;

/// <summary>Sends requests to one vault and reads the answers.</summary>
internal sealed class KeyVaultPipeline(Uri vaultUri, string apiVersion, HttpPipeline pipeline)
{
    public Uri VaultUri => vaultUri;

    public Response<T> Send<T>(RequestMethod method, string path, Action<Utf8JsonWriter> write, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        using var request = CreateRequest(method, PathUri(path), write);
        return Read(pipeline.SendRequest(request, cancellationToken), read);
    }

    public async Task<Response<T>> SendAsync<T>(RequestMethod method, string path, Action<Utf8JsonWriter> write, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        using var request = CreateRequest(method, PathUri(path), write);
        return Read(await pipeline.SendRequestAsync(request, cancellationToken).ConfigureAwait(false), read);
    }

    public Page<T> GetPage<T>(string path, string nextLink, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        using var request = CreateRequest(RequestMethod.Get, PageUri(path, nextLink), write: null);
        return ReadPage(pipeline.SendRequest(request, cancellationToken), read);
    }

    public async Task<Page<T>> GetPageAsync<T>(string path, string nextLink, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        using var request = CreateRequest(RequestMethod.Get, PageUri(path, nextLink), write: null);
        return ReadPage(await pipeline.SendRequestAsync(request, cancellationToken).ConfigureAwait(false), read);
    }

    private Request CreateRequest(RequestMethod method, Uri uri, Action<Utf8JsonWriter> write)
    {
        var request = pipeline.CreateRequest();
        request.Method = method;
        request.Uri.Reset(uri);
        request.Headers.SetValue("Accept", "application/json");
        if (write is not null)
        {
            request.Headers.SetValue("Content-Type", "application/json");
            request.Content = RequestContent.Create(Serialize(write));
        }

        return request;
    }

    private static ReadOnlyMemory<byte> Serialize(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private Uri PathUri(string path) => new($"{vaultUri.GetLeftPart(UriPartial.Authority)}{path}?api-version={apiVersion}");

    private Uri PageUri(string path, string nextLink)
    {
        if (nextLink is null)
        {
            return PathUri(path);
        }

        var next = new Uri(nextLink);
        // The token belongs to this vault: a link elsewhere must not be handed it.
        return Uri.Compare(next, vaultUri, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? next
            : throw new InvalidOperationException($"The vault {vaultUri} named a next page on another host, '{next.Authority}'; it is not followed.");
    }

    private static Response<T> Read<T>(Response response, Func<JsonElement, T> read)
    {
        using var document = Parse(response);
        return Response.FromValue(read(document.RootElement), response);
    }

    private static Page<T> ReadPage<T>(Response response, Func<JsonElement, T> read)
    {
        using var document = Parse(response);
        var values = document.RootElement.GetProperty("value").EnumerateArray().Select(read).ToList();
        var nextLink = document.RootElement.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
        return Page<T>.FromValues(values, string.IsNullOrEmpty(nextLink) ? null : nextLink, response);
    }

    private static JsonDocument Parse(Response response)
        => response.Status is 200 or 201 ? JsonDocument.Parse(response.Content.ToMemory()) : throw new RequestFailedException(response);
}
