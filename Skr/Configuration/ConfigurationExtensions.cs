using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Configuration;

internal static class ConfigurationExtensions
{
    public static IServiceCollection AddSkrOptions(this IServiceCollection services, IConfiguration settings)
        => services
            .AddChecked(() => settings.Get<SkrOptions>(), new SkrOptionsValidator())
            .AddChecked(() => settings.GetSection(SnpOptions.Section).Get<SnpOptions>(), new SnpOptionsValidator())
            .AddChecked(() => settings.GetSection(AttestationOptions.Section).Get<AttestationOptions>())
            .AddChecked(() => settings.GetSection(TrustOptions.Section).Get<TrustOptions>(), new TrustOptionsValidator());

    /// <summary>
    /// Reads and checks settings now, and adds them as <see cref="IOptions{T}"/>. They do not change while the sidecar runs,
    /// and the framework's way of reading them late takes its time at each start.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="read">Reads the settings; null when none are set.</param>
    /// <param name="validator">Says whether they can work; null when any can.</param>
    /// <exception cref="FormatException">A setting is not of its type.</exception>
    /// <exception cref="OptionsValidationException">A setting cannot work.</exception>
    public static IServiceCollection AddChecked<T>(this IServiceCollection services, Func<T?> read, IValidateOptions<T>? validator = null)
        where T : class, new()
    {
        var options = Read(read) ?? new T();
        return validator?.Validate(Options.DefaultName, options) is { Failed: true } refused
            ? throw new OptionsValidationException(Options.DefaultName, typeof(T), refused.Failures)
            : services.AddSingleton(Options.Create(options));
    }

    private static T? Read<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException(e.Message, e);
        }
    }
}
