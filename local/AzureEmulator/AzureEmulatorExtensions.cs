using CcDemo.AzureEmulator.Attestation;
using CcDemo.AzureEmulator.Certificates;
using CcDemo.AzureEmulator.Configuration;
using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Hardware;
using CcDemo.AzureEmulator.Identity;
using CcDemo.AzureEmulator.KeyVault;
using CcDemo.AzureEmulator.Listeners;
using CcDemo.AzureEmulator.Metadata;
using CcDemo.AzureEmulator.Signing;

namespace CcDemo.AzureEmulator;

/// <summary>The emulator as a whole: its services, its three listeners and what each of them answers.</summary>
internal static class AzureEmulatorExtensions
{
    /// <summary>Adds every service of the emulator and the loopback listeners.</summary>
    public static WebApplicationBuilder AddAzureEmulator(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddEmulatorOptions();
        builder.AddLoopbackListeners();
        builder.Services
            .AddDevelopmentCa()
            .AddHardware()
            .AddIdentities()
            .AddAttestationProvider()
            .AddKeyVault()
            .AddHostedService<KeyPreparation>();
        return builder;
    }

    /// <summary>Maps the endpoints of every service to the listener that it belongs to.</summary>
    public static WebApplication MapAzureEmulator(this WebApplication app)
    {
        app.UseMiddleware<AzureErrorMiddleware>();
        app.UseMiddleware<EmptySegmentMiddleware>();
        app.UseRouting();

        app.MapListener(Listener.Maa).MapAttestation();
        app.MapListener(Listener.Vault).MapKeys();

        var metadata = app.MapListener(Listener.Metadata);
        metadata.MapTokens();
        metadata.MapThim();
        metadata.MapHost();
        metadata.MapGuestDevices();
        metadata.MapKeySets();
        return app;
    }
}
