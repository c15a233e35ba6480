namespace CcDemo.BrowserAccess;

/// <summary>What a token that somebody gave is worth.</summary>
public enum TokenVerdict
{
    /// <summary>It is the token.</summary>
    Right,

    /// <summary>It is another.</summary>
    Wrong,

    /// <summary>Too many wrong ones came from the same address, so this one is not looked at.</summary>
    TooMany,
}
