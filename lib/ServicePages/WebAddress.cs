namespace CcDemo.ServicePages;

/// <summary>Addresses that pages link to.</summary>
public static class WebAddress
{
    /// <summary>Whether a text is a whole address that begins with http:// or https://, and no script.</summary>
    public static bool IsOne(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https");
}
