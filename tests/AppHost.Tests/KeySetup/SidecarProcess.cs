using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace CcDemo.AppHost.Tests;

/// <summary>The SKR sidecar in a guest, as a process of its own.</summary>
internal sealed class SidecarProcess : IDisposable
{
    private const string ListeningOn = "Now listening on: ";
    private readonly Process _process;
    private readonly HttpClient _http;

    private SidecarProcess(Process process, Uri address)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = address };
    }

    public static async Task<SidecarProcess> StartAsync(LocalAzure azure, GuestRegistration guest)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CcDemo.Skr.dll")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ServerType"] = "http",
            ["Port"] = "0",
            ["Snp__Device"] = guest.Device,
            ["Trust__CaFile"] = azure.CaFile,
            ["UVM_SECURITY_CONTEXT_DIR"] = "/nonexistent",
            ["UVM_HOST_AMD_CERTIFICATE"] = guest.HostAmdCert,
            ["UVM_SECURITY_POLICY"] = guest.SecurityPolicy,
            ["UVM_REFERENCE_INFO"] = guest.ReferenceInfo,
            ["AZURE_CLIENT_ID"] = LocalAzure.Pod,
            ["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = azure.Metadata,
        })
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException($"The sidecar ended with exit code {process.ExitCode}."));
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.IndexOf(ListeningOn, StringComparison.Ordinal) is { } at and >= 0)
            {
                address.TrySetResult(new Uri(line.Data[(at + ListeningOn.Length)..].Trim()));
            }
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return new SidecarProcess(process, await address.Task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    /// <summary>Asks for something; the answer is one JSON object of texts.</summary>
    public async Task<Dictionary<string, string>> PostAsync(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync(path, body);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(await response.Content.ReadAsStringAsync())!;
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.EnableRaisingEvents = false;
        _process.Kill();
        _process.Dispose();
    }
}
