namespace CcDemo.Aspire.Hosting.Tests.Surface;

/// <summary>What the real package does not have.</summary>
public sealed class Foreign
{
    public static void Walk(string where) => ArgumentNullException.ThrowIfNull(where);
}
