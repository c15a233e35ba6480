namespace CcDemo.Skr.Health;

internal static class HealthExtensions
{
    public static IServiceCollection AddAttestationHealth(this IServiceCollection services)
    {
        services.AddSingleton<AttestationState>();
        services.AddHealthChecks().AddCheck<AttestationHealth>(AttestationHealth.Name);
        return services;
    }
}
