using System.Security.Cryptography;
using System.Text;
using CcDemo.ServicePages;

namespace CcDemo.BrowserAccess;

/// <summary>The one secret that lets a reader in: 16 to 512 visible ASCII characters, so that it fits into a link and a header.</summary>
public sealed class BrowserToken
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 16;

    /// <summary>The most characters.</summary>
    public const int MaxLength = 512;

    /// <summary>So that a cookie that was stolen does not make a token cheap to guess that somebody chose by hand.</summary>
    private const int KeyIterations = 100_000;

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

    /// <summary>A key of 32 bytes that only who has the token can make (PBKDF2 with SHA-256).</summary>
    /// <param name="purpose">What it is for: other purposes give other keys.</param>
    internal byte[] DeriveKey(string purpose)
        => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(_text), Encoding.UTF8.GetBytes($"ccdemo {purpose}"), KeyIterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);

    private static string Wanted => $"a browser token has {MinLength} to {MaxLength} letters, digits and signs, best 32 random ones";
}
