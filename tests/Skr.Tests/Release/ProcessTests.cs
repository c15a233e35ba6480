using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CcDemo.Skr.Tests.Release;

[Collection(CloudTests.Name)]
public sealed class ProcessTests(CloudFixture fixture)
{
    [Fact]
    public async Task A_process_with_the_originals_environment_releases_a_key()
    {
        var environment = fixture.Cloud.SettingsOf(fixture.Guest);
        environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = fixture.Cloud.Metadata.GetLeftPart(UriPartial.Authority);
        environment["UVM_SECURITY_CONTEXT_DIR"] = "/nonexistent";
        environment["Port"] = "0";
        using var process = SkrProcess.Start(environment);
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };

        using var content = new StringContent(fixture.Cloud.ReleaseBody(CloudFixture.KeyName), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/key/release", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("{\"key\":\"{\\\"d\\\":", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("EMULATED device", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_that_cannot_be_read_end_the_process_with_code_1_and_a_sentence()
    {
        using var process = SkrProcess.Start([], "-port", "0", "-base64", "!!");

        Assert.Equal(1, await process.ExitCodeAsync());
        Assert.Contains("The sidecar cannot start: SkrSideCarArgs is not the base64", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_process_with_code_1_and_the_settings_that_choose_another()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var process = SkrProcess.Start([], "-port", "0", "-keyprovider_sock", taken.LocalEndpoint.ToString()!);

        Assert.Equal(1, await process.ExitCodeAsync());
        Assert.Contains("KeyProviderSock", process.Output, StringComparison.Ordinal);
        Assert.Contains(taken.LocalEndpoint.ToString()!, process.Output, StringComparison.Ordinal);
    }
}
