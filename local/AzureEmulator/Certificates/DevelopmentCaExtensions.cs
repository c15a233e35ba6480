namespace CcDemo.AzureEmulator.Certificates;

internal static class DevelopmentCaExtensions
{
    public static IServiceCollection AddDevelopmentCa(this IServiceCollection services)
        => services.AddSingleton<DevelopmentCa>().AddHostedService<CaFileWriter>();
}
