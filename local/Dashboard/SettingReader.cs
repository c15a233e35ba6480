using System.Globalization;

namespace CcDemo.Dashboard;

/// <summary>Reads settings one by one and gathers what is wrong with them, so that a start that fails names everything at once.</summary>
internal sealed class SettingReader(IConfiguration configuration)
{
    /// <summary>What is wrong, each in a sentence that names the setting and says what to set instead.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The first of the settings that is not empty, or null.</summary>
    public string? Text(params ReadOnlySpan<string> settings)
    {
        foreach (var setting in settings)
        {
            if (configuration[setting] is { } text && !string.IsNullOrWhiteSpace(text))
            {
                return text.Trim();
            }
        }

        return null;
    }

    /// <summary>An address of this machine's loopback interface.</summary>
    public Uri LoopbackUrl(string setting, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && Loopback.Contains(url))
        {
            return url;
        }

        Problems.Add($"{setting} is '{text}', which is not a plain HTTP address of this machine's loopback interface. "
            + "The dashboard shows logs and runs commands, so it is served on loopback only: set an address such as http://localhost:18888.");
        return new Uri("http://localhost:0");
    }

    /// <summary>A whole number.</summary>
    public long Number(string setting, long byDefault, long min, long max)
    {
        if (Text(setting) is not { } text)
        {
            return byDefault;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Problems.Add($"{setting} is '{text}'. Set a whole number from {min} to {max}, or leave it out for {byDefault}.");
        return byDefault;
    }

    /// <summary>One of the names of an enumeration, or null when the setting is empty.</summary>
    public T? Choice<T>(string setting) where T : struct, Enum
    {
        if (Text(setting) is not { } text)
        {
            return null;
        }

        if (Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<T>(text, ignoreCase: true);
        }

        Problems.Add($"{setting} is '{text}'. Set {string.Join(" or ", Enum.GetNames<T>())}.");
        return null;
    }

    /// <summary>Yes or no.</summary>
    public bool Switch(string setting, string before)
    {
        var text = Text(setting, before);
        if (text is null || bool.TryParse(text, out _))
        {
            return text is not null && bool.Parse(text);
        }

        Problems.Add($"{setting} is '{text}'. Set true or false.");
        return false;
    }
}
