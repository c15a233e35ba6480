using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.Skr.Hardware;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.Skr.Tests.Certificates;

/// <summary>The host updates its firmware while a guest runs: report and certificates come from before and after.</summary>
public sealed class FirmwareUpdateTests
{
    private static readonly Tcb _before = Tcb.Create(1, 0, 2, 3);
    private static readonly Tcb _after = Tcb.Create(1, 0, 2, 4);

    [Fact]
    public async Task Certificates_for_newer_firmware_than_the_reports_make_for_a_new_report()
    {
        var device = new UpdatedDevice(_before, _after);
        await using var thim = await ThimAsync(_after);
        await using var skr = await StartAsync(device, handedOver: _before with { Value = 1 }, thim);

        var (status, json) = await skr.SendAsync("POST", "/attest/combined", """{"runtime_data":"aGVsbG8="}""");

        Assert.Equal(HttpStatusCode.OK, status);
        using var answer = JsonDocument.Parse(json);
        Assert.Equal(_after.ToString(), answer.RootElement.GetProperty("endorsed_tcb").GetString());
        Assert.Equal(_after, SnpReport.Parse(answer.RootElement.GetProperty("evidence").GetBytesFromBase64()).ReportedTcb);
        Assert.Equal(2, device.Reports);
    }

    [Fact]
    public async Task Certificates_that_stay_those_of_other_firmware_are_refused_with_both_named()
    {
        var device = new UpdatedDevice(_before, _before);
        await using var thim = await ThimAsync(_after);
        await using var skr = await StartAsync(device, handedOver: _after, thim);

        var reason = await skr.RefusalAsync("/attest/combined", """{"runtime_data":"aGVsbG8="}""");

        Assert.Contains(_before.ToString(), reason, StringComparison.Ordinal);
        Assert.Contains(_after.ToString(), reason, StringComparison.Ordinal);
        Assert.Equal(2, device.Reports);
    }

    [Fact]
    public async Task Certificates_that_fit_are_fetched_once_for_many_reports()
    {
        var device = new UpdatedDevice(_before, _before);
        await using var thim = await ThimAsync(_before);
        await using var skr = await StartAsync(device, handedOver: _after, thim);

        await skr.PostAsync("/attest/combined", """{"runtime_data":"aGVsbG8="}""", "evidence");
        await skr.PostAsync("/attest/combined", """{"runtime_data":"aGVsbG8="}""", "evidence");

        Assert.Equal(2, device.Reports);
        Assert.Single(thim.Requests);
    }

    private static Task<SkrHost> StartAsync(UpdatedDevice device, Tcb handedOver, HttpServer thim)
        => SkrHost.StartAsync(
            new Dictionary<string, string?>
            {
                ["UVM_HOST_AMD_CERTIFICATE"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Document(handedOver))),
                ["SkrSideCarArgs"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"certcache":{"endpoint_type":"LocalTHIM","endpoint":"{{thim.Address.Authority}}/x"} }""")),
            },
            services => services.AddSingleton<ISnpDevice>(device));

    private static Task<HttpServer> ThimAsync(Tcb tcb) => HttpServer.StartAsync(context => context.Response.WriteAsync(Document(tcb)));

    private static string Document(Tcb tcb) => new ThimCertification("vcek\n", "chain\n", tcb.ToString(), "86400").ToJson();

    /// <summary>A device whose first report was made with one firmware and whose further ones with another.</summary>
    private sealed class UpdatedDevice(Tcb first, Tcb then) : ISnpDevice
    {
        public string Name => "a device of the tests";

        public int Reports { get; private set; }

        public Task<SnpReport> GetReportAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken)
        {
            var raw = new byte[SnpReport.Size];
            raw[0] = 3;
            reportData.CopyTo(raw.AsMemory(0x50));
            BinaryPrimitives.WriteUInt64LittleEndian(raw.AsSpan(0x180), (Reports++ == 0 ? first : then).Value);
            return Task.FromResult(SnpReport.Parse(raw));
        }
    }
}
