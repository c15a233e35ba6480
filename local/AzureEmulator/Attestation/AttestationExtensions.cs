namespace CcDemo.AzureEmulator.Attestation;

internal static class AttestationExtensions
{
    public static IServiceCollection AddAttestationProvider(this IServiceCollection services)
        => services.AddSingleton<AttestationSigningKey>().AddSingleton<AttestationTokens>().AddSingleton<AttestationVerifier>();
}
