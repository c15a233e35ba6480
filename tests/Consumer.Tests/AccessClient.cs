using System.Net;
using System.Net.Http.Headers;

namespace CcDemo.Consumer.Tests;

/// <summary>Asks a consumer as a browser or a program would, but follows no redirect and keeps no cookie by itself.</summary>
internal sealed class AccessClient : IDisposable
{
    public const string Token = "right-token-0123456789";
    public const string WrongToken = "wrong-token-0123456789";
    public const string Browser = "text/html,application/xhtml+xml,*/*;q=0.8";

    private readonly HttpClient _http;

    public AccessClient(Uri address) => _http = new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        // A test names the trace itself.
        ActivityHeadersPropagator = null,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
    })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(20),
    };

    public Task<HttpResponseMessage> GetAsync(string path, string? accept = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        return SendAsync(request, accept, headers);
    }

    public Task<HttpResponseMessage> PostAsync(string token, string? returnUrl = null, string? accept = Browser)
    {
        var form = new Dictionary<string, string> { ["token"] = token };
        if (returnUrl is not null)
        {
            form["returnUrl"] = returnUrl;
        }

        return SendAsync(new HttpRequestMessage(HttpMethod.Post, "/login") { Content = new FormUrlEncodedContent(form) }, accept);
    }

    /// <summary>Logs in and gives the header that a browser sends from then on.</summary>
    public async Task<(string Name, string Value)> LogInAsync()
    {
        using var response = await PostAsync(Token);
        return ("Cookie", Assert.Single(response.Headers.GetValues("Set-Cookie")).Split(';')[0]);
    }

    public async Task<HttpStatusCode> StatusAsync(string path, params (string Name, string Value)[] headers)
    {
        using var response = await GetAsync(path, accept: null, headers);
        return response.StatusCode;
    }

    public void Dispose() => _http.Dispose();

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? accept, params (string Name, string Value)[] headers)
    {
        foreach (var range in accept?.Split(',') ?? [])
        {
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(range));
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // The stream of messages never ends, so no answer is waited for beyond its headers.
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
