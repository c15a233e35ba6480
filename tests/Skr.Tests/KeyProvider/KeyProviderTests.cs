using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.Skr.Tests.Attest;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1;

namespace CcDemo.Skr.Tests.KeyProvider;

/// <summary>The key provider as a client sees it that learns everything by reflection.</summary>
[Collection(CloudTests.Name)]
public sealed class KeyProviderTests(CloudFixture fixture)
{
    private static readonly string[] _methods = ["WrapKey", "UnWrapKey", "GetReport", "GetAttestationData", "SayHello"];

    [Fact]
    public async Task Reflection_names_both_services()
    {
        using var client = new ReflectionClient(fixture.Skr.GrpcAddress);

        Assert.Equal(
            [KeyProviderDialect.V27.Service, KeyProviderDialect.V213.Service, "grpc.reflection.v1alpha.ServerReflection", "grpc.reflection.v1.ServerReflection"],
            await client.ServicesAsync());
    }

    [Fact]
    public async Task Reflection_is_spoken_in_its_first_version_as_well()
    {
        using var channel = GrpcChannel.ForAddress(fixture.Skr.GrpcAddress);
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();

        await call.RequestStream.WriteAsync(new ServerReflectionRequest { FileContainingSymbol = KeyProviderDialect.V213.Service });
        await call.RequestStream.CompleteAsync();

        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.NotEmpty(call.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto);
    }

    [Theory]
    [MemberData(nameof(KeyProviderDialect.Names), MemberType = typeof(KeyProviderDialect))]
    public async Task A_service_is_described_with_every_method(string name)
    {
        using var client = new ReflectionClient(fixture.Skr.GrpcAddress);

        var service = await client.DescribeAsync(KeyProviderDialect.Of(name).Service);

        Assert.Equal(_methods, service.Methods.Select(method => method.Name));
    }

    [Theory]
    [MemberData(nameof(KeyProviderDialect.Names), MemberType = typeof(KeyProviderDialect))]
    public async Task A_report_is_made_over_the_hash_of_the_digits(string name)
    {
        var dialect = KeyProviderDialect.Of(name);
        using var client = new ReflectionClient(fixture.Skr.GrpcAddress);

        var answer = await client.CallAsync(dialect.Service, "GetReport", (dialect.ReportData, "00ff"));

        var report = SnpReport.Parse(Convert.FromHexString((string)answer[dialect.Report]));
        Assert.Equal(SHA256.HashData("00ff"u8), report.ReportData[..32].ToArray());
        Assert.Equal(Cloud.HostData, Convert.ToHexStringLower(report.HostData.Span));
    }

    [Theory]
    [MemberData(nameof(KeyProviderDialect.Names), MemberType = typeof(KeyProviderDialect))]
    public async Task Attestation_data_verifies_by_itself(string name)
    {
        var dialect = KeyProviderDialect.Of(name);
        using var client = new ReflectionClient(fixture.Skr.GrpcAddress);

        var answer = await client.CallAsync(dialect.Service, "GetAttestationData", (dialect.RuntimeData, "aGVsbG8="));

        var report = SnpReport.Parse(Convert.FromBase64String((string)answer[dialect.AttestationReport]));
        using var chain = VcekChain.FromPem(Encoding.UTF8.GetString(Convert.FromBase64String((string)answer["certs"])));
        Assert.Equal(SHA256.HashData("hello"u8), report.ReportData[..32].ToArray());
        Assert.Equal(Verdict.Accept, SnpEvidence.Verify(report, chain, [AmdRoot.FromCertificate(chain.Ark, "emulated")], TimeProvider.System.GetUtcNow()));
        Assert.Equal(report.ReportedTcb, Tcb.Parse((string)answer[dialect.EndorsedTcb]));
        using var endorsement = UvmEndorsement.Parse(Convert.FromBase64String((string)answer[dialect.ReferenceInfo]));
        Assert.Equal(Verdict.Accept, endorsement.Covers(report));
    }

    [Theory]
    [MemberData(nameof(KeyProviderDialect.Names), MemberType = typeof(KeyProviderDialect))]
    public async Task What_was_wrapped_is_unwrapped_by_an_attested_guest(string name)
    {
        var dialect = KeyProviderDialect.Of(name);
        using var folder = WrappingFolder.Create(fixture.Cloud, fixture.Key);
        using var client = new ReflectionClient(fixture.Skr.GrpcAddress);

        var annotation = await WrapAsync(client, dialect, folder.KeyPath, "a layer key"u8.ToArray());
        var unwrapped = await UnwrapAsync(client, dialect, annotation);

        Assert.Equal("a layer key", Encoding.UTF8.GetString(unwrapped));
        using var document = JsonDocument.Parse(annotation);
        Assert.Equal(["kid", "wrapped_data", "wrap_type", "kms_endpoint", "attester_endpoint"], document.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("rsa_3072", document.RootElement.GetProperty("wrap_type").GetString());
    }

    [Fact]
    public async Task A_guest_that_the_key_does_not_trust_unwraps_nothing()
    {
        using var folder = WrappingFolder.Create(fixture.Cloud, fixture.Key);
        using var honest = new ReflectionClient(fixture.Skr.GrpcAddress);
        var annotation = await WrapAsync(honest, KeyProviderDialect.V27, folder.KeyPath, "a layer key"u8.ToArray());
        await using var skr = await fixture.StartSkrAsync(await fixture.Cloud.LaunchAsync(debug: true));
        using var client = new ReflectionClient(skr.GrpcAddress);

        var refused = await Assert.ThrowsAsync<RpcException>(() => UnwrapAsync(client, KeyProviderDialect.V27, annotation));

        Assert.Equal(StatusCode.Unknown, refused.StatusCode);
        Assert.Contains("x-ms-sevsnpvm-is-debuggable is true", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_was_changed_is_not_unwrapped()
    {
        using var folder = WrappingFolder.Create(fixture.Cloud, fixture.Key);
        using var client = new ReflectionClient(fixture.Skr.GrpcAddress);
        var annotation = Encoding.UTF8.GetString(await WrapAsync(client, KeyProviderDialect.V213, folder.KeyPath, "a layer key"u8.ToArray()));
        using var document = JsonDocument.Parse(annotation);
        var wrapped = document.RootElement.GetProperty("wrapped_data").GetBytesFromBase64();
        var before = Convert.ToBase64String(wrapped);
        wrapped[^1] ^= 1;

        var refused = await Assert.ThrowsAsync<RpcException>(() => UnwrapAsync(
            client, KeyProviderDialect.V213, Encoding.UTF8.GetBytes(annotation.Replace(before, Convert.ToBase64String(wrapped), StringComparison.Ordinal))));

        Assert.Contains("wrapped with another key, or was changed", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GRPC_is_not_spoken_on_the_port_of_HTTP_nor_HTTP_on_the_port_of_gRPC()
    {
        using var client = new ReflectionClient(fixture.Skr.Address);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(fixture.Skr.GrpcAddress, "/status")) { Version = new(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        var refused = await Assert.ThrowsAnyAsync<Exception>(client.ServicesAsync);
        using var answer = await http.SendAsync(request);

        Assert.Contains("HTTP_1_1_REQUIRED", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [NoHardwareFact]
    public async Task Without_hardware_and_without_a_named_device_there_is_no_report_by_gRPC_either()
    {
        await using var skr = await SkrHost.StartAsync([]);
        using var client = new ReflectionClient(skr.GrpcAddress);

        var refused = await Assert.ThrowsAsync<RpcException>(() => client.CallAsync(KeyProviderDialect.V27.Service, "GetReport", (KeyProviderDialect.V27.ReportData, "00")));

        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Contains("not an SEV-SNP guest", refused.Status.Detail, StringComparison.Ordinal);
    }

    private static async Task<byte[]> WrapAsync(ReflectionClient client, KeyProviderDialect dialect, string keyPath, byte[] data)
    {
        var answer = await client.CallAsync(dialect.Service, "WrapKey", (dialect.WrapInput, dialect.WrapRequest(keyPath, data)));
        using var document = JsonDocument.Parse((byte[])answer[dialect.WrapOutput]);
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("keyunwrapresults").GetProperty("optsdata").ValueKind);
        return document.RootElement.GetProperty("keywrapresults").GetProperty("annotation").GetBytesFromBase64();
    }

    private static async Task<byte[]> UnwrapAsync(ReflectionClient client, KeyProviderDialect dialect, byte[] annotation)
    {
        var answer = await client.CallAsync(dialect.Service, "UnWrapKey", (dialect.WrapInput, dialect.UnwrapRequest(annotation)));
        using var document = JsonDocument.Parse((byte[])answer[dialect.WrapOutput]);
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("keywrapresults").GetProperty("annotation").ValueKind);
        return document.RootElement.GetProperty("keyunwrapresults").GetProperty("optsdata").GetBytesFromBase64();
    }
}
