using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

internal static partial class RefusalExtensions
{
    /// <summary>Reads <c>Demo:Refusal</c>, the names of <see cref="Refusal"/> in kebab case, and says at start what was chosen.</summary>
    /// <exception cref="DistributedApplicationException">There is no such refusal.</exception>
    public static Refusal ChosenRefusal(this IDistributedApplicationBuilder builder)
    {
        var setting = builder.Configuration["Demo:Refusal"];
        var refusal = string.IsNullOrWhiteSpace(setting) ? Refusal.None : Parse(setting);

        if (refusal != Refusal.None && builder.ExecutionContext.IsRunMode)
        {
            builder.Eventing.Subscribe<BeforeStartEvent>((e, _) =>
            {
                LogChosen(e.Services.GetRequiredService<ILoggerFactory>().CreateLogger("CcDemo.AppHost"), refusal.ToSettingName());
                return Task.CompletedTask;
            });
        }

        return refusal;
    }

    private static Refusal Parse(string setting)
        => KebabCase.TryParse<Refusal>(setting, out var refusal)
            ? refusal
            : throw new DistributedApplicationException(
                $"Demo:Refusal is '{setting}'. It is one of: {string.Join(", ", Enum.GetValues<Refusal>().Select(KebabCase.ToSettingName))}.");

    [LoggerMessage(LogLevel.Warning, "Demo:Refusal={Refusal}: one link of the chain is false on purpose in this run, and the key will be refused.")]
    private static partial void LogChosen(ILogger logger, string refusal);
}
