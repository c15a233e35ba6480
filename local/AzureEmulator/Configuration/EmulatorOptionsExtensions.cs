using Microsoft.Extensions.Options;

namespace CcDemo.AzureEmulator.Configuration;

internal static class EmulatorOptionsExtensions
{
    public static void AddEmulatorOptions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<EmulatorOptions>, EmulatorOptionsValidator>();
        builder.Services.AddOptions<EmulatorOptions>().BindConfiguration(EmulatorOptions.Section).ValidateOnStart();
    }
}
