namespace CcDemo.AzureEmulator.Identity;

internal static class IdentityExtensions
{
    public static IServiceCollection AddIdentities(this IServiceCollection services)
        => services.AddSingleton<IdentityDirectory>().AddSingleton<AccessTokens>();
}
