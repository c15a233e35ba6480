using CcDemo.Skr.Configuration;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Hardware;

internal static partial class HardwareExtensions
{
    public static IServiceCollection AddSnpDevice(this IServiceCollection services)
    {
        services.AddHttpClient(EmulatedSnpDevice.Client);
        services.AddSingleton<IDeviceKernel, LinuxDeviceKernel>();
        services.AddSingleton<ISnpDevice>(provider =>
        {
            var device = provider.GetRequiredService<IOptions<SnpOptions>>().Value.Device;
            if (string.IsNullOrEmpty(device))
            {
                return ActivatorUtilities.CreateInstance<HardwareSnpDevice>(provider, GuestDriver.All);
            }

            Log.Emulated(provider.GetRequiredService<ILogger<EmulatedSnpDevice>>(), new Uri(device).Authority);
            return ActivatorUtilities.CreateInstance<EmulatedSnpDevice>(provider);
        });
        return services;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Reports come from an EMULATED device at {Device}: they prove nothing about this machine.")]
        public static partial void Emulated(ILogger logger, string device);
    }
}
