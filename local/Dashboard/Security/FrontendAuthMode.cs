namespace CcDemo.Dashboard.Security;

/// <summary>What the pages ask for.</summary>
internal enum FrontendAuthMode
{
    /// <summary>A token that the log shows.</summary>
    BrowserToken,

    /// <summary>Nothing: everybody on this machine may see them.</summary>
    Unsecured,
}
