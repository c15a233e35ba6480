using System.Net;
using System.Net.Sockets;

namespace CcDemo.EndToEnd;

/// <summary>How the demo ends, and what it says when it cannot begin.</summary>
public sealed class ProcessTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(5);

    [LinuxFact]
    public async Task Killing_the_AppHost_leaves_no_process_behind()
    {
        var ports = AppHostProcess.FreePorts();
        using var appHost = AppHostProcess.Start(ports);
        await WaitForFirstMessageAsync(appHost, ports);
        Assert.True(appHost.Descendants().Count >= 5, "The services are processes of their own.");

        await appHost.SignalAsync("KILL");

        Assert.Empty(await appHost.DescendantsAfterAsync(_bound));
    }

    [LinuxFact]
    public async Task Ctrl_C_ends_everything_with_exit_code_0()
    {
        var ports = AppHostProcess.FreePorts();
        using var appHost = AppHostProcess.Start(ports);
        await WaitForFirstMessageAsync(appHost, ports);

        await appHost.SignalAsync("INT");

        Assert.True(await appHost.HasExitedWithinAsync(_bound), appHost.Output);
        Assert.Equal(0, appHost.ExitCode);
        Assert.Empty(appHost.Descendants());
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_setting_that_changes_it()
    {
        var ports = AppHostProcess.FreePorts();
        using var other = new TcpListener(IPAddress.Loopback, ports["consumer"]);
        other.Start();
        using var appHost = AppHostProcess.Start(ports);

        Assert.True(await appHost.HasExitedWithinAsync(TimeSpan.FromSeconds(30)), appHost.Output);
        Assert.NotEqual(0, appHost.ExitCode);
        Assert.Contains($"Port {ports["consumer"]} for 'consumer' is taken", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("--Ports:consumer=", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_output_names_every_address_and_no_secret()
    {
        var ports = AppHostProcess.FreePorts();
        using var appHost = AppHostProcess.Start(ports);
        await WaitForFirstMessageAsync(appHost, ports);

        foreach (var service in new[] { "consumer", "consumer-plain", "producer" })
        {
            Assert.Contains($"http://localhost:{ports[service]}", appHost.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Bearer ", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", appHost.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Kafka:Mode=Sideways", "Embedded, External")]
    [InlineData("--Kafka:Mode=External", "ConnectionStrings:kafka")]
    [InlineData("--Demo:Refusal=sideways", "flipped-bit")]
    [InlineData("--Ports:consumer=no-port", "Ports:consumer")]
    [InlineData("--Skr:Executable=no-such-program", "dotnet publish Skr -c Release")]
    public async Task A_wrong_setting_is_a_sentence_and_an_exit_code(string setting, string said)
    {
        using var appHost = AppHostProcess.Start([], setting);

        Assert.True(await appHost.HasExitedWithinAsync(TimeSpan.FromSeconds(30)), appHost.Output);
        Assert.NotEqual(0, appHost.ExitCode);
        Assert.Contains(said, appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sideways", "There is no verb 'sideways'")]
    [InlineData("do", "needs the name of a step")]
    public async Task A_wrong_verb_is_a_sentence_and_an_exit_code(string verb, string said)
    {
        using var appHost = AppHostProcess.Start([], verb);

        Assert.True(await appHost.HasExitedWithinAsync(TimeSpan.FromSeconds(30)), appHost.Output);
        Assert.Equal(1, appHost.ExitCode);
        Assert.Contains(said, appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_the_verbs_and_the_settings()
    {
        using var appHost = AppHostProcess.Start([], "--help");

        Assert.True(await appHost.HasExitedWithinAsync(TimeSpan.FromSeconds(30)), appHost.Output);
        Assert.Equal(0, appHost.ExitCode);
        Assert.Contains("--Demo:Refusal=", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("do STEP", appHost.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "publish", "Parameters:registry is missing")]
    [InlineData(0, "do check-settings --Parameters:registry=a.azurecr.io --Parameters:maa-endpoint=a.weu.attest.azure.net --Parameters:vault-endpoint=a.vault.azure.net --Parameters:identity-client-id=6f1a2c54-0d5b-4a86-9a7e-3c1d5b9e0a02", "Pipeline succeeded")]
    [InlineData(1, "do no-such-step", "no-such-step")]
    public async Task A_verb_reaches_the_pipeline_and_the_exit_code_tells(int exitCode, string verb, string said)
    {
        using var appHost = AppHostProcess.Start([], verb.Split(' '));

        Assert.True(await appHost.HasExitedWithinAsync(TimeSpan.FromSeconds(30)), appHost.Output);
        Assert.Equal(exitCode, appHost.ExitCode);
        Assert.Contains(said, appHost.Output, StringComparison.Ordinal);
    }

    private static async Task WaitForFirstMessageAsync(AppHostProcess appHost, Dictionary<string, int> ports)
    {
        try
        {
            await RunningDemo.WaitForTextAsync(
                new Uri($"http://localhost:{ports["consumer"]}/"), page => page.Contains("Msg ", StringComparison.Ordinal));
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"{error.Message}\n{appHost.Output}", error);
        }
    }
}
