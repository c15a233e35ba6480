namespace CcDemo.Skr.Health;

internal static class HealthExtensions
{
    public static IServiceCollection AddAttestationHealth(this IServiceCollection services)
        => services.AddSingleton<AttestationState>().AddSingleton<AttestationHealth>();
}
