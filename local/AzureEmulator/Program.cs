using CcDemo.AzureEmulator;
using CcDemo.ServiceDefaults;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddAzureEmulator();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapAzureEmulator();
    app.Run();
    return 0;
}
catch (IOException e) when (e.InnerException is AddressInUseException)
{
    Console.Error.WriteLine($"The emulator cannot start: {e.Message} Free the port, or choose another with Emulator:Maa:Port, Emulator:Vault:Port or Emulator:Metadata:Port.");
    return 1;
}
catch (Exception e) when (e is OptionsValidationException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"The emulator cannot start: {e.Message}");
    return 1;
}
