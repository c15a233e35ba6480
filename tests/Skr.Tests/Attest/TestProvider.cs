using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CcDemo.Attestation;
using Microsoft.AspNetCore.Http;

namespace CcDemo.Skr.Tests.Attest;

/// <summary>
/// An attestation provider over HTTPS that believes every report and signs what it is told to: header and claims are
/// those of Azure's providers until a test changes them.
/// </summary>
internal sealed class TestProvider : IAsyncDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _forger = RSA.Create(2048);

    private TestProvider()
    {
    }

    public HttpsServer Server { get; private set; } = null!;

    public string Authority => Server.Authority;

    /// <summary>The identifier of the key that signs.</summary>
    public string KeyId { get; set; } = "key-1";

    /// <summary>The identifiers of the keys that are published.</summary>
    public string PublishedKeyId { get; set; } = "key-1";

    /// <summary>Whether somebody else's key signs.</summary>
    public bool IsForged { get; set; }

    public Action<JsonObject> ChangeHeader { get; set; } = _ => { };

    public Action<JsonObject> ChangeClaims { get; set; } = _ => { };

    /// <summary>The answers that come before the true ones: statuses, each with its Retry-After in seconds.</summary>
    public Queue<(int Status, string? RetryAfter)> Failures { get; } = new();

    public static async Task<TestProvider> StartAsync()
    {
        var provider = new TestProvider();
        provider.Server = await HttpsServer.StartAsync(provider.AnswerAsync);
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _key.Dispose();
        _forger.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Failures.TryDequeue(out var failure))
        {
            context.Response.StatusCode = failure.Status;
            context.Response.Headers.RetryAfter = failure.RetryAfter;
            return;
        }

        if (context.Request.Path == "/certs")
        {
            await context.Response.WriteAsync($$"""{"keys":[{{(Jwk.FromRsa(_key) with { Kid = PublishedKeyId }).ToJson()}}]}""");
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        await context.Response.WriteAsync($$"""{"token":"{{Sign(body.RootElement)}}"}""");
    }

    private string Sign(JsonElement request)
    {
        using var evidence = JsonDocument.Parse(Base64UrlText.Decode(request.GetProperty("report").GetString()!));
        var report = SnpReport.Parse(Base64UrlText.Decode(evidence.RootElement.GetProperty("SnpReport").GetString()!));
        var now = TimeProvider.System.GetUtcNow();
        var header = new JsonObject { ["alg"] = "RS256", ["jku"] = $"https://{Authority}/certs", ["kid"] = KeyId, ["typ"] = "JWT" };
        var claims = new JsonObject
        {
            ["iss"] = $"https://{Authority}",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(8).ToUnixTimeSeconds(),
            ["nonce"] = request.GetProperty("nonce").GetRawText(),
            ["x-ms-attestation-type"] = "sevsnpvm",
            ["x-ms-compliance-status"] = "azure-compliant-uvm",
            ["x-ms-sevsnpvm-hostdata"] = Convert.ToHexStringLower(report.HostData.Span),
            ["x-ms-sevsnpvm-launchmeasurement"] = Convert.ToHexStringLower(report.Measurement.Span),
            ["x-ms-sevsnpvm-reportdata"] = Convert.ToHexStringLower(report.ReportData.Span),
        };
        ChangeHeader(header);
        ChangeClaims(claims);
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var signature = (IsForged ? _forger : _key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64UrlText.Encode(signature)}";
    }

    private static string Encode(JsonObject json) => Base64UrlText.Encode(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
