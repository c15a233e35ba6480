using System.Net;
using CcDemo.AzureEmulator.Certificates;
using CcDemo.AzureEmulator.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CcDemo.AzureEmulator.Listeners;

/// <summary>Opens the listeners on loopback and nowhere else; ASPNETCORE_URLS has no say.</summary>
internal sealed class LoopbackKestrel(IOptions<EmulatorOptions> options, DevelopmentCa ca, ListenerAddresses addresses) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var settings = options.Value;
        ListenerOptions[] secure = [settings.Maa, settings.Vault];
        var certificate = ca.IssueServerCertificate(secure.Select(listener => listener.PublicUrl?.Host).OfType<string>());
        Listen(kestrel, Listener.Maa, settings.Maa, listen => listen.UseHttps(certificate));
        Listen(kestrel, Listener.Vault, settings.Vault, listen => listen.UseHttps(certificate));
        Listen(kestrel, Listener.Metadata, settings.Metadata, _ => { });
    }

    private void Listen(KestrelServerOptions kestrel, Listener listener, ListenerOptions settings, Action<ListenOptions> secure)
    {
        if (settings.Port == 0)
        {
            kestrel.Listen(IPAddress.Loopback, 0, Setup);
        }
        else
        {
            kestrel.ListenLocalhost(settings.Port, Setup);
        }

        void Setup(ListenOptions listen)
        {
            addresses.Add(listener, listen);
            var tag = new ListenerTag(listener);
            listen.Use(next => connection =>
            {
                connection.Features.Set(tag);
                return next(connection);
            });
            secure(listen);
        }
    }
}
