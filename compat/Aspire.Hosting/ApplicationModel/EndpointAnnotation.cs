using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource.</summary>
[DebuggerDisplay("{Name}: {UriScheme}, port {Port}, target port {TargetPort}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private readonly TaskCompletionSource _allocated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly NetworkIdentifier _network;
    private volatile AllocatedEndpoint? _allocatedEndpoint;
    private string? _transport;
    private bool? _tlsEnabled;
    private int? _port;
    private int? _targetPort;

    /// <summary>Describes an endpoint. Without a name it is called like its scheme.</summary>
    /// <exception cref="ArgumentException">The name is invalid.</exception>
    public EndpointAnnotation(ProtocolType protocol, string? uriScheme = null, string? transport = null, [EndpointName] string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool isProxied = true)
        : this(protocol, networkID: null, uriScheme, transport, name, port, targetPort, isExternal, isProxied)
    {
    }

    /// <summary>Describes an endpoint. Without a name it is called like its scheme.</summary>
    /// <exception cref="ArgumentException">The name is invalid.</exception>
    public EndpointAnnotation(ProtocolType protocol, NetworkIdentifier? networkID, string? uriScheme = null, string? transport = null, [EndpointName] string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool isProxied = true)
    {
        var scheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        ModelName.Validate("Endpoint", name ?? scheme);

        Protocol = protocol;
        UriScheme = scheme;
        _transport = transport;
        Name = name ?? scheme;
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
        _network = networkID ?? KnownNetworkIdentifiers.LocalhostNetwork;
    }

    /// <summary>The name, unique in its resource.</summary>
    public string Name { get; set; }

    /// <summary>The transport protocol.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The port that callers use; the target port where there is no proxy and none was given.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied ? null : _targetPort);
        set => _port = value;
    }

    /// <summary>The port that the resource itself listens on; the port where there is no proxy and none was given.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied ? null : _port);
        set => _targetPort = value;
    }

    /// <summary>The scheme of its address.</summary>
    public string UriScheme { get; set; }

    /// <summary>The host that the resource listens on.</summary>
    public string TargetHost { get; set; } = "localhost";

    /// <summary>The protocol above: http, http2, tcp, ...</summary>
    public string Transport
    {
        get => _transport ?? (UriScheme is "http" or "https" ? "http" : Protocol.ToString().ToLowerInvariant());
        set => _transport = value;
    }

    /// <summary>Whether it shall be reachable from outside once deployed.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether the host may put a proxy between callers and the resource.</summary>
    public bool IsProxied { get; set; }

    /// <summary>Whether it speaks TLS; by default https does.</summary>
    public bool TlsEnabled
    {
        get => _tlsEnabled ?? UriScheme == "https";
        set => _tlsEnabled = value;
    }

    /// <summary>The network that it belongs to.</summary>
    public NetworkIdentifier DefaultNetworkID => _network;

    /// <summary>Its address, once it has one.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => _allocatedEndpoint;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _allocatedEndpoint = value;
            _allocated.TrySetResult();
        }
    }

    /// <summary>The variable that takes the target port; such an endpoint is left out of ASPNETCORE_URLS.</summary>
    internal string? TargetPortEnvironmentVariable { get; set; }

    /// <summary>Whether it was taken over from the launch profile.</summary>
    internal bool FromLaunchProfile { get; set; }

    internal async Task<AllocatedEndpoint> WhenAllocatedAsync(CancellationToken ct)
    {
        await _allocated.Task.WaitAsync(ct).ConfigureAwait(false);
        return _allocatedEndpoint!;
    }
}
