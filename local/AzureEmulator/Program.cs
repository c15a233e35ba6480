using CcDemo.AzureEmulator;
using CcDemo.ServiceDefaults;

return await ServiceRunner.RunAsync("The emulator", "Emulator:Maa:Port, Emulator:Vault:Port or Emulator:Metadata:Port", () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddAzureEmulator();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapAzureEmulator();
    return app;
});
