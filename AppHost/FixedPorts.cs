using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace CcDemo.AppHost;

/// <summary>The addresses that a person types: fixed ports, each changed by <c>Ports:NAME</c> (0 takes any free port).</summary>
internal static class FixedPorts
{
    /// <summary>The port of a resource: <c>Ports:NAME</c>, else the given one.</summary>
    /// <exception cref="DistributedApplicationException">The setting is not a port number.</exception>
    public static int Port(this IDistributedApplicationBuilder builder, string name, int local, int? published = null)
    {
        var setting = builder.Configuration[$"Ports:{name}"];

        if (string.IsNullOrWhiteSpace(setting))
        {
            return builder.ExecutionContext.IsPublishMode ? published ?? local : local;
        }

        if (!int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > IPEndPoint.MaxPort)
        {
            throw new DistributedApplicationException($"Ports:{name} is '{setting}'. Give a port from 0 (any free one) to {IPEndPoint.MaxPort}.");
        }

        return port == 0 ? FreePort() : port;
    }

    /// <summary>Before anything starts, says which fixed port is taken and which setting chooses another.</summary>
    public static void CheckPorts(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return;
        }

        builder.Eventing.Subscribe<BeforeStartEvent>((e, _) =>
        {
            var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
                .Where(listener => IPAddress.IsLoopback(listener.Address) || listener.Address.Equals(IPAddress.Any) || listener.Address.Equals(IPAddress.IPv6Any))
                .Select(listener => listener.Port).ToHashSet();
            var conflicts = from resource in e.Model.Resources
                            where resource is ProjectResource or ExecutableResource
                            from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
                            where endpoint.Port is { } port && taken.Contains(port)
                            select $"Port {endpoint.Port} for '{resource.Name}' is taken by another program: stop that program, or choose another port with --Ports:{resource.Name}=NUMBER.";

            return conflicts.ToList() is { Count: > 0 } sentences
                ? Task.FromException(new DistributedApplicationException(string.Join(Environment.NewLine, sentences)))
                : Task.CompletedTask;
        });
    }

    /// <summary>
    /// A port that is free and stays so: it is listened on seconds later, and one that the system chooses, from 32768 on, any
    /// connection that anybody opens meanwhile could get.
    /// </summary>
    internal static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }
}
