using System.Text.Json;

namespace CcDemo.AppHost;

internal static class RefusalExtensions
{
    /// <summary>Reads <c>Demo:Refusal</c>: the names of <see cref="Refusal"/> in kebab case.</summary>
    /// <exception cref="DistributedApplicationException">There is no such refusal.</exception>
    public static Refusal ChosenRefusal(this IDistributedApplicationBuilder builder)
    {
        var setting = builder.Configuration["Demo:Refusal"];

        return string.IsNullOrWhiteSpace(setting) ? Refusal.None
            : Enum.GetValues<Refusal>().Where(refusal => refusal.ToSettingName().Equals(setting, StringComparison.OrdinalIgnoreCase)).Cast<Refusal?>().SingleOrDefault()
              ?? throw new DistributedApplicationException(
                  $"Demo:Refusal is '{setting}'. It is one of: {string.Join(", ", Enum.GetValues<Refusal>().Select(ToSettingName))}.");
    }

    /// <summary>The name that a person types, such as <c>flipped-bit</c>.</summary>
    public static string ToSettingName(this Refusal refusal) => JsonNamingPolicy.KebabCaseLower.ConvertName(refusal.ToString());
}
