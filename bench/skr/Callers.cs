using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace CcDemo.Skr.Bench;

/// <summary>Callers that each send one request after the other.</summary>
internal static class Callers
{
    /// <param name="address">What is asked.</param>
    /// <param name="body">What is posted; null for a GET.</param>
    /// <param name="callers">How many ask at once.</param>
    /// <param name="requests">How many requests they send together.</param>
    /// <param name="pause">How long a caller waits before each request.</param>
    /// <returns>How long each request took, in milliseconds.</returns>
    /// <exception cref="HttpRequestException">A request failed, so the figures would mean nothing.</exception>
    public static async Task<IReadOnlyCollection<double>> AskAsync(Uri address, string? body, int callers, int requests, TimeSpan pause = default)
    {
        using var http = new HttpClient();
        var times = new ConcurrentBag<double>();
        var left = requests;

        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await Task.Delay(pause);
                var start = Stopwatch.GetTimestamp();
                await AskAsync(http, address, body);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }));

        return times;
    }

    private static async Task AskAsync(HttpClient http, Uri address, string? body)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, address);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();

        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{address} answered {(int)response.StatusCode}: {answer}");
        }
    }
}
