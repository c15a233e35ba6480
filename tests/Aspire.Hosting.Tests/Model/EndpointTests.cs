using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace CcDemo.Aspire.Hosting.Tests.Model;

public sealed class EndpointTests
{
    [Fact]
    public async Task An_unproxied_port_that_is_taken_is_refused_by_name()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var error = await FailAsync(b => b.WithHttpEndpoint(port: port, isProxied: false));
        Assert.Contains($"Port {port} of endpoint 'http' of resource 'sh' is taken", error.Message, StringComparison.Ordinal);
        Assert.Contains("WithHttpEndpoint", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unproxied_endpoint_needs_a_port()
        => Assert.Contains("needs to specify a port", (await FailAsync(b => b.WithHttpEndpoint(isProxied: false))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_proxied_endpoint_has_two_different_ports()
        => Assert.Contains("is proxied and uses port 5999 both", (await FailAsync(b => b.WithHttpEndpoint(port: 5999, targetPort: 5999))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_proxied_fixed_port_is_replaced_by_a_free_one_in_tests()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var app = await StartAsync(b => b.WithHttpEndpoint(port: ((IPEndPoint)other.LocalEndpoint).Port, env: "PORT"));

        Assert.NotEqual(((IPEndPoint)other.LocalEndpoint).Port, app.GetEndpoint("sh").Port);
    }

    [Fact]
    public void A_second_endpoint_of_a_name_is_refused()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        var executable = builder.AddExecutable("sh", "/bin/sh", "/").WithHttpEndpoint();

        Assert.Throws<DistributedApplicationException>(() => executable.WithHttpEndpoint());
    }

    [Theory]
    [InlineData(3333, null, true, 3333, null)]
    [InlineData(null, 3333, true, null, 3333)]
    [InlineData(3333, null, false, 3333, 3333)]
    [InlineData(null, 3333, false, 3333, 3333)]
    public void Ports_stand_for_each_other_only_without_a_proxy(int? port, int? targetPort, bool isProxied, int? expectedPort, int? expectedTarget)
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, "http", port: port, targetPort: targetPort, isProxied: isProxied);

        Assert.Equal((expectedPort, expectedTarget), (endpoint.Port, endpoint.TargetPort));
    }

    private static async Task<DistributedApplicationException> FailAsync(Action<IResourceBuilder<ExecutableResource>> describe)
        => await Assert.ThrowsAsync<DistributedApplicationException>(async () => await StartAsync(describe));

    private static async Task<DistributedApplication> StartAsync(Action<IResourceBuilder<ExecutableResource>> describe)
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        describe(builder.AddExecutable("sh", "/bin/sh", "/", "-c", "sleep 300"));
        var app = await builder.BuildAsync();

        try
        {
            await app.StartAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
