using CcDemo.Dashboard;
using Microsoft.Extensions.Options;

try
{
    await using var app = DashboardApplication.Create(args);
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException invalid)
{
    return Refuse(invalid.Message);
}
catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    return Refuse($"{taken.Message} Stop the program that listens there, or choose other addresses with {SettingNames.Pages}, {SettingNames.Otlp} and {SettingNames.OtlpHttp}.");
}

static int Refuse(string reason)
{
    Console.Error.WriteLine($"The dashboard does not start: {reason}");
    return 1;
}
