namespace CcDemo.Dashboard.Security;

/// <summary>What a browser token that somebody gave is worth.</summary>
internal enum TokenVerdict
{
    /// <summary>It is the token.</summary>
    Right,

    /// <summary>It is another.</summary>
    Wrong,

    /// <summary>There were too many wrong ones, so this one is not looked at.</summary>
    TooMany,
}
