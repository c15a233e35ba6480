using System.Net;
using System.Text;
using System.Text.Json;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Dashboard.Tests.Hosting;

/// <summary>The dashboard, really listening, on free ports.</summary>
internal sealed class RunningDashboard : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningDashboard(WebApplication app)
    {
        _app = app;
        var urls = app.Urls.ToList();
        Pages = new Uri(urls[0]);
        Otlp = new Uri(urls[^2]);
        OtlpHttp = new Uri(urls[^1]);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Pages };
    }

    public Uri Pages { get; }

    public Uri Otlp { get; }

    public Uri OtlpHttp { get; }

    public HttpClient Http { get; }

    /// <summary>Starts the dashboard without a login, unless the settings ask for one.</summary>
    public static async Task<RunningDashboard> StartAsync(params string[] settings)
    {
        var app = DashboardApplication.Create(
            ["--urls", "http://127.0.0.1:0", $"--{SettingNames.Otlp}=http://127.0.0.1:0", $"--{SettingNames.OtlpHttp}=http://127.0.0.1:0", $"--{SettingNames.FrontendAuthMode}=Unsecured", .. settings.Select(setting => $"--{setting}")]);
        await app.StartAsync();
        return new RunningDashboard(app);
    }

    /// <summary>Starts the dashboard with a feed to read.</summary>
    public static Task<RunningDashboard> StartAsync(FakeFeed feed)
        => StartAsync($"{SettingNames.Feed}={feed.Url}", $"{SettingNames.FeedApiKey}={FakeFeed.Key}");

    /// <summary>A part of the dashboard, to see what has become of what was sent.</summary>
    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public GrpcChannel OtlpChannel() => GrpcChannel.ForAddress(Otlp);

    public async Task<JsonElement> JsonAsync(string address)
    {
        using var document = JsonDocument.Parse(await Http.GetStringAsync(address));
        return document.RootElement.Clone();
    }

    /// <summary>Sends OTLP as JSON, all of which has to be accepted.</summary>
    public async Task SendAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri(OtlpHttp, path), content);
        Assert.Equal("{ }", await response.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until a page contains a text; the test's own time limit ends a vain wait.</summary>
    public async Task<string> PageWithAsync(string address, string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (true)
        {
            using var response = await Http.GetAsync(address, CancellationToken.None);
            var page = await response.Content.ReadAsStringAsync(CancellationToken.None);
            if (response.StatusCode == HttpStatusCode.OK && page.Contains(text, StringComparison.Ordinal))
            {
                return page;
            }

            if (limit.IsCancellationRequested)
            {
                throw new Xunit.Sdk.XunitException($"{address} never contained '{text}'. Last:\n{page}");
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
