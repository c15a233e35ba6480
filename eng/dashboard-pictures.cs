#:package Microsoft.Playwright
#:property PublishAot=false

// Photographs each view of a running dashboard for docs/images. The pages fill over a connection of theirs, which chromium's own
// --screenshot does not wait for. The argument is the link that the run prints for its user:
//   dotnet run eng/dashboard-pictures.cs -- 'http://localhost:18888/login?t=...'
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

var link = new Uri(args[0]);
using var http = new HttpClient();
http.DefaultRequestHeaders.Add("X-API-Key", link.Query["?t=".Length..]);
var traces = await http.GetFromJsonAsync<JsonElement>(new Uri(link, "/api/traces?resource=skr"));
var trace = traces.EnumerateArray()
    .First(one => one.GetProperty("services").EnumerateArray().Any(service => service.GetString() == "producer"))
    .GetProperty("traceId").GetString();

using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1400, Height = 860 } });
await page.GotoAsync(link.ToString());
await TakeAsync("resources", "/", "table.resources td");
await TakeAsync("graph", "/?view=graph", ".node");
await TakeAsync("console", "/console/setup-key", ".line");
await TakeAsync("logs", $"/logs?trace={trace}", "table.logs td");
await TakeAsync("traces", "/traces", "table.traces td");
await TakeAsync("trace", $"/traces/{trace}", ".waterfall td");
await TakeAsync("metrics", "/metrics?resource=azure&instrument=http.server.request.duration", ".chart-line");
await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
await TakeAsync("dark", $"/traces/{trace}", ".waterfall td");

async Task TakeAsync(string name, string view, string awaited)
{
    await page.GotoAsync(new Uri(link, view).ToString());
    await page.Locator(".shell[data-live=true]").WaitForAsync();
    await page.Locator(awaited).First.WaitForAsync();
    // One update more, so that nothing is half drawn.
    await page.WaitForTimeoutAsync(1_000);
    await page.ScreenshotAsync(new() { Path = $"docs/images/dashboard-{name}.png" });
}
