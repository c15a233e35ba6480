using System.Text.Json;

namespace CcDemo.AppHost;

/// <summary>The names of enumerations as a person types them, such as <c>flipped-bit</c>.</summary>
internal static class KebabCase
{
    /// <summary>The name in kebab case.</summary>
    public static string ToSettingName<T>(this T value)
        where T : struct, Enum
        => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Finds the value of a name, whatever its case.</summary>
    public static bool TryParse<T>(string name, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (candidate.ToSettingName().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }
}
