using CcDemo.ServicePages;

namespace CcDemo.Consumer.Access;

/// <summary>The one secret that lets a reader in: 16 to 512 visible ASCII characters, so that it fits into a link and a header.</summary>
internal sealed class BrowserToken
{
    public const int MinLength = 16;
    public const int MaxLength = 512;

    private readonly string _text;
    private readonly SecretComparison _secret;

    private BrowserToken(string text) => (_text, _secret) = (text, new SecretComparison(text));

    /// <summary>The token, without the white space around it that editors and <c>echo</c> leave.</summary>
    /// <param name="text">What the setting or the file holds.</param>
    /// <param name="source">Where it comes from, as a sentence begins with it.</param>
    /// <exception cref="FormatException">It is no token; the sentence does not repeat it.</exception>
    public static BrowserToken Parse(string text, string source)
    {
        var trimmed = text.Trim();
        return trimmed.Length switch
        {
            0 => throw new FormatException($"{source} is empty; {Wanted}."),
            < MinLength => throw new FormatException($"{source} has {trimmed.Length} characters; {Wanted}."),
            > MaxLength => throw new FormatException($"{source} has more than {MaxLength} characters; {Wanted}."),
            _ when !trimmed.All(c => c is > ' ' and <= '~') => throw new FormatException($"{source} holds a space, a line break or another character that is no visible ASCII; {Wanted}."),
            _ => new BrowserToken(trimmed),
        };
    }

    /// <summary>Compares in constant time, whatever the length.</summary>
    public bool Matches(string candidate) => _secret.Matches(candidate);

    /// <summary>The path and query that log in; with the token, so not for every eye.</summary>
    public string LoginPath => $"{LoginEndpoints.Path}?{LoginEndpoints.TokenParameter}={Uri.EscapeDataString(_text)}";

    private static string Wanted => $"a browser token has {MinLength} to {MaxLength} letters, digits and signs, best 32 random ones";
}
