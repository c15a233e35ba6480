namespace CcDemo.AzureEmulator.KeyVault;

internal static class KeyVaultExtensions
{
    public static IServiceCollection AddKeyVault(this IServiceCollection services) => services
        .AddSingleton<KeyStore>()
        .AddSingleton<KeyGenerator>()
        .AddSingleton<KeyJson>()
        .AddSingleton<VaultAuthorization>()
        .AddSingleton<TargetVerifier>()
        .AddSingleton<ReleaseSigner>()
        .AddSingleton<KeyRelease>();
}
