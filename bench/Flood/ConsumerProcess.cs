using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CcDemo.Bench;

/// <summary>The consumer as a process of its own.</summary>
internal sealed partial class ConsumerProcess : IDisposable
{
    private readonly Process _process;

    private ConsumerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where its page is.</summary>
    public Uri Address { get; }

    /// <summary>What of it is in memory (VmRSS).</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }

    public static async Task<ConsumerProcess> StartAsync(BrokerProcess broker, KeySidecar sidecar)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CcDemo.Consumer.dll")]) { RedirectStandardOutput = true };
        (string Name, string Value)[] environment =
        [
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("ConnectionStrings__kafka", broker.Address), ("TOPIC", BenchKeys.Topic), ("CONSUMERGROUP", "flood"),
            ("Consumer__GroupProtocol", "consumer"), ("services__skr__http__0", sidecar.Address), ("SkrClientMAAEndpoint", "maa.test"),
            ("SkrClientAKVEndpoint", "akv.test"), ("SkrClientKID", BenchKeys.KeyId), ("Logging__LogLevel__Default", "Error"),
            ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
        ];
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                // A pipe that nobody empties would stop it one day.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new ConsumerProcess(process, new Uri(match.Groups[1].Value));
            }
        }

        throw new InvalidOperationException("The consumer did not start.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
