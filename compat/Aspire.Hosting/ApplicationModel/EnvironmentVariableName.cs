namespace Aspire.Hosting.ApplicationModel;

/// <summary>Turns a name into one that a shell accepts as a variable.</summary>
internal static class EnvironmentVariableName
{
    public static string Encode(string name)
    {
        var encoded = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return encoded.Length > 0 && char.IsAsciiDigit(encoded[0]) ? $"_{encoded}" : encoded;
    }
}
