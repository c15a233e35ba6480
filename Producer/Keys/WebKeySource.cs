using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using OpenTelemetry;

namespace CcDemo.Producer.Keys;

/// <summary>
/// A set of keys at an address (RFC 7517 §5). What has not changed is not sent again (RFC 9110 §13); no redirect is
/// followed, so that nobody is believed but who was named.
/// </summary>
internal sealed class WebKeySource(string name, Uri address, TimeSpan interval, WantedKey wanted, HttpClient http, TimeProvider time) : IKeySource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private EntityTagHeaderValue? _tag;
    private DateTimeOffset? _lastModified;
    private string? _text;

    /// <summary>Without the query, which may hold a secret.</summary>
    public string Name => $"{name}, {address.GetLeftPart(UriPartial.Path)},";

    public TimeSpan Interval => interval;

    public async Task<KeyReading> ReadAsync(CancellationToken ct)
    {
        using var end = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, end.Token);
        // A trace of each look would drown those of the messages.
        using var untraced = SuppressInstrumentationScope.Begin();
        try
        {
            using var request = CreateRequest();
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.NotModified when _text is not null => KeyDocument.Read(_text, wanted, time.GetUtcNow()),
                HttpStatusCode.OK => await ReadAsync(response, either.Token),
                >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest => new KeyReading.Failed("answers with a redirect, which is not followed: name the address where the keys are."),
                var status => new KeyReading.Failed($"answers {(int)status}: see that the address is right and open to this program."),
            };
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            return new KeyReading.Failed($"shows a certificate that is not trusted ({e.InnerException.Message.TrimEnd('.')}): name its authority's file as Trust:CaFile if it is yours.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new KeyReading.Failed($"cannot be reached ({e.Message.TrimEnd('.')}): see that it runs and that the network lets this program through.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new KeyReading.Failed($"has not answered within {Patience.TotalSeconds:0} seconds.");
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage CreateRequest()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/jwk-set+json, application/json");
        if (_tag is not null)
        {
            request.Headers.IfNoneMatch.Add(_tag);
        }
        else
        {
            request.Headers.IfModifiedSince = _lastModified;
        }

        return request;
    }

    private async Task<KeyReading> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var content = new byte[KeyDocument.MaxBytes + 1];
        var length = await body.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, ct);
        if (length > KeyDocument.MaxBytes)
        {
            return new KeyReading.Failed($"answers with more than {KeyDocument.MaxBytes / 1024} KiB: name an address with public keys only.");
        }

        (_text, _tag, _lastModified) = (Encoding.UTF8.GetString(content, 0, length), response.Headers.ETag, response.Content.Headers.LastModified);
        return KeyDocument.Read(_text, wanted, time.GetUtcNow());
    }
}
