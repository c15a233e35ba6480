using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Gives every endpoint its ports. Without a proxy the resource listens on the port itself; where callers and the
/// resource use different fixed ports, a forwarder stands between them.
/// </summary>
internal sealed class EndpointAllocator(IConfiguration configuration) : IDisposable
{
    private readonly Dictionary<IResource, List<PortReservation>> _reservations = [];
    private readonly List<TcpForwarder> _forwarders = [];

    /// <exception cref="DistributedApplicationException">A port is missing, wrong or taken.</exception>
    public void Allocate(DistributedApplicationModel model)
    {
        var randomize = configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
        var endpoints = model.Resources
            .Where(r => r is ProjectResource or ExecutableResource)
            .SelectMany(r => r.Annotations.OfType<EndpointAnnotation>(), (resource, endpoint) => (Resource: resource, Endpoint: endpoint))
            .ToArray();

        // Fixed ports first, so that no free port is chosen that another endpoint is going to need.
        foreach (var (resource, endpoint) in endpoints.OrderByDescending(e => IsFixed(e.Endpoint, randomize)))
        {
            Allocate(resource, endpoint, randomize);
        }
    }

    /// <summary>Lets go of the ports that a resource is about to listen on.</summary>
    public void Release(IResource resource)
    {
        if (_reservations.Remove(resource, out var reservations))
        {
            reservations.ForEach(reservation => reservation.Dispose());
        }
    }

    public void Dispose()
    {
        foreach (var reservation in _reservations.Values.SelectMany(r => r))
        {
            reservation.Dispose();
        }

        _forwarders.ForEach(forwarder => forwarder.Dispose());
    }

    private static bool IsFixed(EndpointAnnotation endpoint, bool randomize)
        => endpoint.TargetPort is not null || (endpoint.Port is not null && !(randomize && endpoint.IsProxied));

    private void Allocate(IResource resource, EndpointAnnotation endpoint, bool randomize)
    {
        if (endpoint.AllocatedEndpoint is not null)
        {
            return;
        }

        if (!endpoint.IsProxied && endpoint.Port is null)
        {
            throw new DistributedApplicationException(
                $"Endpoint '{endpoint.Name}' of resource '{resource.Name}' needs to specify a port because it is not proxied: give it one in AppHost.cs, for example WithHttpEndpoint(port: 3333, isProxied: false).");
        }

        if (endpoint is { IsProxied: true, Port: { } same } && endpoint.TargetPort == same)
        {
            throw new DistributedApplicationException(
                $"Endpoint '{endpoint.Name}' of resource '{resource.Name}' is proxied and uses port {same} both for callers and for itself. Leave one of the two out in AppHost.cs, or say isProxied: false.");
        }

        var wanted = endpoint.IsProxied && randomize ? null : endpoint.Port;
        var target = endpoint.TargetPort;

        if (wanted is { } port && target is { } own && port != own)
        {
            Reserve(resource, endpoint, own);
            _forwarders.Add(Forward(resource, endpoint, port, own));
            Set(endpoint, port, own);
            return;
        }

        var chosen = Reserve(resource, endpoint, wanted ?? target);
        Set(endpoint, chosen, chosen);
    }

    private static void Set(EndpointAnnotation endpoint, int port, int targetPort)
        => endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, KnownHost(endpoint), port, targetPort.ToString(CultureInfo.InvariantCulture));

    // "Any address" is something to listen on, not somewhere to go.
    private static string KnownHost(EndpointAnnotation endpoint)
        => endpoint.TargetHost is "0.0.0.0" or "*" or "+" or "::" or "[::]" ? "localhost" : endpoint.TargetHost;

    private static TcpForwarder Forward(IResource resource, EndpointAnnotation endpoint, int port, int targetPort)
    {
        try
        {
            return new TcpForwarder(port, targetPort);
        }
        catch (System.Net.Sockets.SocketException)
        {
            throw Taken(resource, endpoint, port);
        }
    }

    private static DistributedApplicationException Taken(IResource resource, EndpointAnnotation endpoint, int port) => new(
        $"Port {port} of endpoint '{endpoint.Name}' of resource '{resource.Name}' is taken by another program. Stop that program, or change the port in AppHost.cs where '{resource.Name}' calls WithHttpEndpoint (or WithHttpsEndpoint, WithEndpoint).");

    private int Reserve(IResource resource, EndpointAnnotation endpoint, int? port)
    {
        var reservation = PortReservation.TryTake(port) ?? throw Taken(resource, endpoint, port ?? 0);

        if (!_reservations.TryGetValue(resource, out var reservations))
        {
            _reservations[resource] = reservations = [];
        }

        reservations.Add(reservation);
        return reservation.Port;
    }
}
