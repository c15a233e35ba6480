using CcDemo.ServiceDefaults;
using CcDemo.Skr;
using CcDemo.Skr.Configuration;
using Microsoft.Extensions.Options;

try
{
    var builder = WebApplication.CreateBuilder(CommandLine.Translate(args));
    builder.AddServiceDefaults();
    builder.AddSkr();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapSkr();
    app.Run();
    return 0;
}
catch (Exception e) when (e is OptionsValidationException or FormatException or IOException)
{
    Console.Error.WriteLine($"The sidecar cannot start: {e.Message}");
    return 1;
}
