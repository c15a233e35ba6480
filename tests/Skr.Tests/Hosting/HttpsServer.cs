using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CcDemo.Skr.Tests;

/// <summary>A service over HTTPS, with a certificate authority of its own.</summary>
internal sealed class HttpsServer : IAsyncDisposable
{
    private readonly HttpServer _server;
    private readonly X509Certificate2 _certificate;

    private HttpsServer(HttpServer server, X509Certificate2 certificate, string caPem)
    {
        _server = server;
        _certificate = certificate;
        CaPem = caPem;
    }

    public string CaPem { get; }

    /// <summary>The path and query of every request that came.</summary>
    public ConcurrentQueue<string> Requests => _server.Requests;

    public Uri Address => _server.Address;

    /// <summary><c>localhost:PORT</c>.</summary>
    public string Authority => $"localhost:{Address.Port}";

    /// <param name="answer">Answers a request.</param>
    /// <param name="names">The names of the server beside <c>localhost</c>.</param>
    public static async Task<HttpsServer> StartAsync(RequestDelegate answer, params string[] names)
    {
        var (certificate, caPem) = Certify(names);
        return new HttpsServer(await HttpServer.StartAsync(answer, listen => listen.UseHttps(certificate)), certificate, caPem);
    }

    /// <summary>Writes a file with the roots of this server and others.</summary>
    public async Task<string> WriteRootsAsync(params string[] otherFiles)
    {
        var file = Path.Combine(Path.GetTempPath(), $"ccdemo-roots-{Guid.NewGuid():n}.pem");
        var others = await Task.WhenAll(otherFiles.Select(other => File.ReadAllTextAsync(other)));
        await File.WriteAllTextAsync(file, string.Join('\n', [CaPem, .. others]));
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    private static (X509Certificate2 Certificate, string CaPem) Certify(string[] hosts)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest($"CN=Root {Guid.NewGuid():n} of somebody else's", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        using var root = rootRequest.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        foreach (var host in hosts.Prepend("localhost"))
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.Create(root, root.NotBefore, root.NotAfter, [2]);
        return (certificate.CopyWithPrivateKey(key), root.ExportCertificatePem());
    }
}
