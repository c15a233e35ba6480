namespace CcDemo.Producer.Keys;

/// <summary>The door of this folder.</summary>
internal static class KeysExtensions
{
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<KeySources>();
        builder.Services.AddSingleton<KeyHealth>();
        builder.Services.AddHostedService<KeyFollower>();
        builder.Services.AddHealthChecks().AddCheck<KeyHealth>("key");
    }
}
