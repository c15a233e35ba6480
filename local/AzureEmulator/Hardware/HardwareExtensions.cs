namespace CcDemo.AzureEmulator.Hardware;

internal static class HardwareExtensions
{
    public static IServiceCollection AddHardware(this IServiceCollection services)
        => services.AddSingleton<GuestHost>().AddSingleton<GuestRegistry>().AddSingleton<UtilityVmEndorser>();
}
