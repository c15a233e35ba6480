using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.Skr.Tests;
using CcDemo.Skr.Tests.KeyProvider;
using Grpc.Core;

namespace CcDemo.Skr.Aot.Tests;

/// <summary>What reflection, serializers and the Azure libraries do could break in a native binary alone, so it is asked for everything.</summary>
public sealed class NativeTests(NativeFixture fixture) : IClassFixture<NativeFixture>
{
    private const string Hello = """{"runtime_data":"aGVsbG8="}""";

    [NativeFact]
    public async Task Status_answers()
    {
        using var process = await fixture.StartAsync();
        using var http = new HttpClient { BaseAddress = await process.AddressAsync() };

        Assert.Equal("""{"message":"Status OK"}""", await http.GetStringAsync(new Uri("/status", UriKind.Relative)));
    }

    [NativeFact]
    public async Task A_report_a_token_and_the_combined_evidence_are_had()
    {
        using var process = await fixture.StartAsync();
        var address = await process.AddressAsync();

        using var raw = await PostAsync(address, "/attest/raw", Hello);
        using var maa = await PostAsync(address, "/attest/maa", $$"""{"maa_endpoint":"{{fixture.Cloud.Maa}}","runtime_data":"eyJhIjoxfQ=="}""");
        using var combined = await PostAsync(address, "/attest/combined", Hello);

        Assert.Equal(SHA256.HashData("hello"u8), SnpReport.Parse(Convert.FromHexString(raw.RootElement.GetProperty("report").GetString()!)).ReportData[..32].ToArray());
        Assert.Equal(Cloud.HostData, MaaToken.Parse(maa.RootElement.GetProperty("token").GetString()!).HostData);
        var report = SnpReport.Parse(combined.RootElement.GetProperty("evidence").GetBytesFromBase64());
        using var chain = VcekChain.FromPem(Encoding.UTF8.GetString(combined.RootElement.GetProperty("endorsements").GetBytesFromBase64()));
        Assert.Equal(Verdict.Accept, SnpEvidence.Verify(report, chain, [AmdRoot.FromCertificate(chain.Ark, "emulated")], TimeProvider.System.GetUtcNow()));
    }

    [NativeFact]
    public async Task A_key_is_released_to_the_guest_that_it_trusts_by_the_pods_identity()
    {
        using var process = await fixture.StartAsync();

        using var released = await PostAsync(await process.AddressAsync(), "/key/release", fixture.Cloud.ReleaseBody(NativeFixture.KeyName));

        using var jwk = JsonDocument.Parse(released.RootElement.GetProperty("key").GetString()!);
        Assert.Equal(fixture.Key.Key.N, Base64UrlText.Decode(jwk.RootElement.GetProperty("n").GetString()!));
        Assert.NotEmpty(jwk.RootElement.GetProperty("d").GetString()!);
    }

    [NativeFact]
    public async Task A_key_is_refused_to_another_guest_with_the_reason()
    {
        using var process = await fixture.StartAsync(await fixture.Cloud.LaunchAsync(debug: true));

        using var refused = await PostAsync(await process.AddressAsync(), "/key/release", fixture.Cloud.ReleaseBody(NativeFixture.KeyName), HttpStatusCode.Forbidden);

        Assert.Contains("x-ms-sevsnpvm-is-debuggable is true", refused.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [NativeFact]
    public async Task GRPC_says_hello_under_both_names_and_describes_itself()
    {
        using var process = await fixture.StartAsync();
        using var client = new ReflectionClient(await process.GrpcAddressAsync());

        foreach (var service in new[] { KeyProviderDialect.V27.Service, KeyProviderDialect.V213.Service })
        {
            Assert.Contains(service, await client.ServicesAsync());
            Assert.Equal("Hello there", (await client.CallAsync(service, "SayHello", ("name", "there")))["message"]);
        }
    }

    [NativeFact]
    public async Task What_the_wrap_tool_wrapped_is_unwrapped_over_gRPC()
    {
        using var folder = WrappingFolder.Create(fixture.Cloud, fixture.Key);
        var input = folder.Write("layer", "a layer key");
        var output = folder.Write("wrapped", "");
        using var tool = SkrProcess.StartProgram(await NativeSidecar.FileAsync(), [], "-infile", input, "-keypath", folder.KeyPath, "-outfile", output);
        Assert.Equal(0, await tool.ExitCodeAsync());
        var annotation = Convert.FromBase64String(await File.ReadAllTextAsync(output));

        using var process = await fixture.StartAsync();
        using var client = new ReflectionClient(await process.GrpcAddressAsync());
        var dialect = KeyProviderDialect.V213;
        var answer = await client.CallAsync(dialect.Service, "UnWrapKey", (dialect.WrapInput, dialect.UnwrapRequest(annotation)));

        using var document = JsonDocument.Parse((byte[])answer[dialect.WrapOutput]);
        Assert.Equal("a layer key"u8.ToArray(), document.RootElement.GetProperty("keyunwrapresults").GetProperty("optsdata").GetBytesFromBase64());
    }

    [NativeFact]
    public async Task Over_gRPC_too_another_guest_gets_nothing()
    {
        using var process = await fixture.StartAsync(await fixture.Cloud.LaunchAsync(debug: true));
        using var folder = WrappingFolder.Create(fixture.Cloud, fixture.Key);
        using var client = new ReflectionClient(await process.GrpcAddressAsync());
        var dialect = KeyProviderDialect.V27;
        var wrapped = await client.CallAsync(dialect.Service, "WrapKey", (dialect.WrapInput, dialect.WrapRequest(folder.KeyPath, "a layer key"u8.ToArray())));
        using var document = JsonDocument.Parse((byte[])wrapped[dialect.WrapOutput]);
        var annotation = document.RootElement.GetProperty("keywrapresults").GetProperty("annotation").GetBytesFromBase64();

        var refused = await Assert.ThrowsAsync<RpcException>(() => client.CallAsync(dialect.Service, "UnWrapKey", (dialect.WrapInput, dialect.UnwrapRequest(annotation))));

        Assert.Contains("x-ms-sevsnpvm-is-debuggable is true", refused.Status.Detail, StringComparison.Ordinal);
    }

    [NativeFact]
    public async Task What_only_the_start_needed_is_given_back_and_it_still_answers()
    {
        using var process = await fixture.StartAsync();
        var address = await process.AddressAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        while (process.Memory("VmRSS") > process.Memory("VmHWM") * 3 / 4)
        {
            await Task.Delay(100, limit.Token);
        }

        using var raw = await PostAsync(address, "/attest/raw", Hello);
        Assert.NotEmpty(raw.RootElement.GetProperty("report").GetString()!);
    }

    [NativeFact]
    public async Task Help_and_a_wrong_setting_are_sentences()
    {
        using var help = SkrProcess.StartProgram(await NativeSidecar.FileAsync(), [], "--help");
        using var wrong = SkrProcess.StartProgram(await NativeSidecar.FileAsync(), [], "-port", "0", "-base64", "!!");

        Assert.Equal(0, await help.ExitCodeAsync());
        Assert.Contains("-port", help.Output, StringComparison.Ordinal);
        Assert.Equal(1, await wrong.ExitCodeAsync());
        Assert.Contains("The sidecar cannot start: SkrSideCarArgs is not the base64", wrong.Output, StringComparison.Ordinal);
    }

    [NativeFact]
    public async Task Traces_go_to_the_collector_that_is_named()
    {
        var traces = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var collector = await HttpServer.StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var text = Encoding.UTF8.GetString(body.ToArray());

            if (context.Request.Path == "/v1/traces" && text.Contains("skr.report", StringComparison.Ordinal))
            {
                traces.TrySetResult(text);
            }
        });
        using var process = await fixture.StartAsync(settings: new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "native-sidecar",
        });

        using var raw = await PostAsync(await process.AddressAsync(), "/attest/raw", Hello);

        Assert.Contains("native-sidecar", await traces.Task.WaitAsync(TimeSpan.FromMinutes(1)), StringComparison.Ordinal);
    }

    private static async Task<JsonDocument> PostAsync(Uri address, string path, string body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var json = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{response.StatusCode}: {json}");
        return JsonDocument.Parse(json);
    }
}
