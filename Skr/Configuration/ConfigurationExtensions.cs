using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Configuration;

internal static class ConfigurationExtensions
{
    public static IServiceCollection AddSkrOptions(this IServiceCollection services)
    {
        services.AddOptions<SkrOptions>().BindConfiguration(string.Empty).ValidateOnStart();
        services.AddOptions<SnpOptions>().BindConfiguration(SnpOptions.Section).ValidateOnStart();
        services.AddOptions<AttestationOptions>().BindConfiguration(AttestationOptions.Section).ValidateOnStart();
        services.AddOptions<TrustOptions>().BindConfiguration(TrustOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SkrOptions>, SkrOptionsValidator>();
        services.AddSingleton<IValidateOptions<SnpOptions>, SnpOptionsValidator>();
        services.AddSingleton<IValidateOptions<TrustOptions>, TrustOptionsValidator>();
        return services;
    }
}
