namespace Aspire.Hosting.ApplicationModel;

/// <summary>The styles of a state.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>All is well.</summary>
    public static readonly string Success = "success";

    /// <summary>Something went wrong.</summary>
    public static readonly string Error = "error";

    /// <summary>Neither good nor bad.</summary>
    public static readonly string Info = "info";

    /// <summary>Something wants attention.</summary>
    public static readonly string Warn = "warn";
}
