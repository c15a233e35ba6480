using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CcDemo.AppHost.Tests;

/// <summary>A real registry on a loopback port, with a tiny base image in it.</summary>
internal sealed class LocalRegistry : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";
    private const string ConfigType = "application/vnd.docker.container.image.v1+json";
    private const string LayerType = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccdemo-registry-");
    private readonly HttpClient _http;
    private Process? _process;

    private LocalRegistry(int port)
    {
        Host = $"127.0.0.1:{port}";
        _http = new HttpClient { BaseAddress = new Uri($"http://{Host}/v2/") };
    }

    /// <summary>Host and port.</summary>
    public string Host { get; }

    public static string? FindProgram() => ExternalProgram.Find("docker-registry")?.FileName;

    /// <summary>Starts it.</summary>
    /// <param name="isLocked">Whether it lets nobody in.</param>
    public static async Task<LocalRegistry> StartAsync(bool isLocked = false)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var registry = new LocalRegistry(((IPEndPoint)socket.LocalEndPoint!).Port);
        socket.Close();

        var folder = registry._folder.FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "nobody"), "");
        await File.WriteAllTextAsync(Path.Combine(folder, "config.yml"), $$"""
            version: 0.1
            log: { level: error, accesslog: { disabled: true } }
            storage: { filesystem: { rootdirectory: '{{folder}}/data' } }
            http: { addr: '{{registry.Host}}' }
            {{(isLocked ? $"auth: {{ htpasswd: {{ realm: test, path: '{folder}/nobody' }} }}" : "")}}
            """);
        var start = new ProcessStartInfo(FindProgram()!, ["serve", Path.Combine(folder, "config.yml")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        registry._process = Process.Start(start)!;
        registry._process.OutputDataReceived += (_, _) => { };
        registry._process.ErrorDataReceived += (_, _) => { };
        registry._process.BeginOutputReadLine();
        registry._process.BeginErrorReadLine();
        await registry.WaitAsync();
        return registry;
    }

    public async ValueTask DisposeAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Uploads an image with one empty layer.</summary>
    public async Task AddBaseImageAsync(string repository, string tag)
    {
        var tar = EmptyTar();
        var layer = Compress(tar);
        var config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { Env = new[] { "PATH=/usr/bin" } },
            rootfs = new { type = "layers", diff_ids = new[] { Digest(tar) } },
            history = new[] { new { created = "2026-01-01T00:00:00Z", created_by = "a test" } },
        });
        await UploadAsync(repository, layer);
        await UploadAsync(repository, config);
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = ManifestType,
            config = new { mediaType = ConfigType, size = config.Length, digest = Digest(config) },
            layers = new[] { new { mediaType = LayerType, size = layer.Length, digest = Digest(layer) } },
        });
        using var content = Content(manifest, ManifestType);
        using var answer = await _http.PutAsync(new Uri($"{repository}/manifests/{tag}", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The digest of an image's manifest, or null.</summary>
    public async Task<string?> FindDigestAsync(string repository, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"{repository}/manifests/{tag}");
        request.Headers.Accept.ParseAdd(ManifestType);
        using var answer = await _http.SendAsync(request);
        return answer.IsSuccessStatusCode ? answer.Headers.GetValues("Docker-Content-Digest").Single() : null;
    }

    /// <summary>The configuration of an image.</summary>
    public async Task<JsonElement> ConfigurationAsync(string repository, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{repository}/manifests/{tag}");
        request.Headers.Accept.ParseAdd(ManifestType);
        using var answer = await _http.SendAsync(request);
        using var manifest = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        var digest = manifest.RootElement.GetProperty("config").GetProperty("digest").GetString();
        using var config = JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri($"{repository}/blobs/{digest}", UriKind.Relative)));
        return config.RootElement.Clone();
    }

    private async Task UploadAsync(string repository, byte[] blob)
    {
        using var begun = await _http.PostAsync(new Uri($"{repository}/blobs/uploads/", UriKind.Relative), null);
        var place = begun.Headers.Location!.ToString();
        using var content = Content(blob, "application/octet-stream");
        using var done = await _http.PutAsync(new Uri($"{place}{(place.Contains('?', StringComparison.Ordinal) ? '&' : '?')}digest={Digest(blob)}"), content);
        done.EnsureSuccessStatusCode();
    }

    private async Task WaitAsync()
    {
        while (!_process!.HasExited)
        {
            try
            {
                using var answer = await _http.GetAsync(new Uri("", UriKind.Relative));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException($"docker-registry ended with exit code {_process.ExitCode}.");
    }

    private static ByteArrayContent Content(byte[] bytes, string type) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    private static string Digest(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private static byte[] EmptyTar()
    {
        using var bytes = new MemoryStream();

        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes("a base\n"));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/base") { DataStream = content });
        }

        return bytes.ToArray();
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var result = new MemoryStream();

        using (var gzip = new GZipStream(result, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return result.ToArray();
    }
}
