using CcDemo.AzureEmulator.Configuration;
using Microsoft.Extensions.Options;
using KestrelListener = Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions;

namespace CcDemo.AzureEmulator.Listeners;

/// <summary>The addresses that clients use. With port 0 they are known once the listeners are open.</summary>
internal sealed class ListenerAddresses(IOptions<EmulatorOptions> options)
{
    private readonly Dictionary<Listener, KestrelListener> _bound = [];

    /// <summary>The attestation provider, which is also its tokens' issuer; without a trailing slash.</summary>
    public string Maa => Address(Listener.Maa, options.Value.Maa, Uri.UriSchemeHttps);

    /// <summary>The vault; without a trailing slash.</summary>
    public string Vault => Address(Listener.Vault, options.Value.Vault, Uri.UriSchemeHttps);

    /// <summary>Identity, THIM, host and guest devices; without a trailing slash.</summary>
    public string Metadata => Address(Listener.Metadata, options.Value.Metadata, Uri.UriSchemeHttp);

    public void Add(Listener listener, KestrelListener bound) => _bound[listener] = bound;

    private string Address(Listener listener, ListenerOptions settings, string scheme)
        => settings.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? $"{scheme}://localhost:{Port(listener, settings)}";

    private int Port(Listener listener, ListenerOptions settings)
        => settings.Port != 0 ? settings.Port : _bound[listener].IPEndPoint!.Port;
}
