using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value made up at random.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    // Characters that are mistaken for others (0 O 1 l I) and those that command lines treat specially are left out.
    private const string LowerCase = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCase = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Specials = "-_.{}~()*+!";

    /// <summary>The least number of characters.</summary>
    public int MinLength { get; set; }

    /// <summary>Whether lower case letters are used.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Whether upper case letters are used.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Whether digits are used.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Whether special characters are used.</summary>
    public bool Special { get; set; } = true;

    /// <summary>The least number of lower case letters.</summary>
    public int MinLower { get; set; }

    /// <summary>The least number of upper case letters.</summary>
    public int MinUpper { get; set; }

    /// <summary>The least number of digits.</summary>
    public int MinNumeric { get; set; }

    /// <summary>The least number of special characters.</summary>
    public int MinSpecial { get; set; }

    /// <inheritdoc/>
    public override string GetDefaultValue()
    {
        var all = $"{(Lower ? LowerCase : "")}{(Upper ? UpperCase : "")}{(Numeric ? Digits : "")}{(Special ? Specials : "")}";

        if (all.Length == 0)
        {
            throw new ArgumentException("At least one kind of character must be allowed.");
        }

        var text = $"{Pick(LowerCase, MinLower)}{Pick(UpperCase, MinUpper)}{Pick(Digits, MinNumeric)}{Pick(Specials, MinSpecial)}";
        var characters = (text + Pick(all, Math.Max(0, MinLength - text.Length))).ToCharArray();
        RandomNumberGenerator.Shuffle(characters.AsSpan());
        return new string(characters);
    }

    private static string Pick(string choices, int count) => count == 0 ? "" : RandomNumberGenerator.GetString(choices, count);
}
