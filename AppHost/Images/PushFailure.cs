using System.Text.RegularExpressions;

namespace CcDemo.AppHost;

/// <summary>Puts the errors of a build or push into sentences.</summary>
internal static partial class PushFailure
{
    private const int MostErrors = 5;

    /// <summary>What went wrong and what to do.</summary>
    /// <param name="program">The program whose image it is.</param>
    /// <param name="address">Where the image goes.</param>
    /// <param name="output">What the SDK wrote.</param>
    public static string Explain(string program, ImageAddress address, string output)
    {
        string[] errors = [.. Error().Matches(output).Select(match => match.Groups["text"].Value.Trim()).Distinct().Take(MostErrors)];
        var said = errors.Length > 0 ? string.Join(Environment.NewLine, errors.Select(error => $"  {error}")) : $"  {output.Trim()}";
        var advice = output switch
        {
            _ when IsDenied().IsMatch(output) =>
                $"The registry {address.Registry} does not let this account push to {address.Repository}: log in (az acr login --name {address.Registry.Split('.')[0]}, or docker login {address.Registry}) with an account that has the role AcrPush.",
            _ when output.Contains("CONTAINER1013", StringComparison.Ordinal) || output.Contains("Connection refused", StringComparison.Ordinal) || output.Contains("Name or service not known", StringComparison.Ordinal) =>
                $"Is the registry {address.Registry} right, and can it be reached from here?",
            _ when output.Contains("Platform linker not found", StringComparison.Ordinal) || output.Contains("requires additional prerequisites", StringComparison.Ordinal) =>
                "A native program needs a C compiler: install clang or gcc, with the headers of zlib.",
            _ => "The build's own messages say more: dotnet publish of the project, with the same settings.",
        };
        return $"The image of {program} ({address}) could not be made:{Environment.NewLine}{said}{Environment.NewLine}{advice}";
    }

    [GeneratedRegex(@"error (?<code>[A-Z]+[0-9]+): (?<text>[^\r\n\[]+)")]
    private static partial Regex Error();

    [GeneratedRegex(@"\b(401|403)\b|Unauthorized|UNAUTHORIZED|Forbidden|DENIED|CONTAINER1016")]
    private static partial Regex IsDenied();
}
