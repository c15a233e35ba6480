using System.Security.Cryptography.X509Certificates;
using CcDemo.AzureEmulator.Certificates;
using CcDemo.AzureEmulator.Listeners;
using CcDemo.ServiceDefaults;

namespace CcDemo.AzureEmulator;

/// <summary>The emulator in the process of a test, on free ports.</summary>
internal sealed class AzureEmulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _caFile;

    private AzureEmulatorHost(WebApplication app, string caFile)
    {
        _app = app;
        _caFile = caFile;
    }

    /// <summary>The development CA as the PEM file that clients are told to trust.</summary>
    public string CaFile => _caFile;

    /// <summary>The development CA.</summary>
    public X509Certificate2 Ca => Services.GetRequiredService<DevelopmentCa>().Root;

    public Uri Maa => new(Addresses.Maa);

    public Uri Vault => new(Addresses.Vault);

    public Uri Metadata => new(Addresses.Metadata);

    public IServiceProvider Services => _app.Services;

    private ListenerAddresses Addresses => Services.GetRequiredService<ListenerAddresses>();

    /// <summary>Starts an emulator; it is ready when the task ends.</summary>
    /// <param name="settings">Settings such as <c>Emulator:HostKey</c>; ports are 0 and the CA's file is a temporary one unless they are given.</param>
    /// <param name="configure">Changes services, for a clock of the test's own say.</param>
    public static async Task<AzureEmulatorHost> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null)
    {
        var caFile = Path.Combine(Path.GetTempPath(), $"ccdemo-ca-{Guid.NewGuid():n}.pem");
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Emulator:Maa:Port"] = "0",
            ["Emulator:Vault:Port"] = "0",
            ["Emulator:Metadata:Port"] = "0",
            ["Emulator:CaFile"] = caFile,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddServiceDefaults();
        builder.AddAzureEmulator();
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapAzureEmulator();
        await app.StartAsync();
        return new AzureEmulatorHost(app, builder.Configuration["Emulator:CaFile"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        File.Delete(_caFile);
    }
}
