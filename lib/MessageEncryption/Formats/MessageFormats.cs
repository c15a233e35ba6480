namespace CcDemo.MessageEncryption;

/// <summary>The names of the formats in settings, on the page and in telemetry.</summary>
public static class MessageFormats
{
    /// <summary><c>jwe</c> or <c>rsa-oaep</c>.</summary>
    public static string ToName(this MessageFormat format) => format switch
    {
        MessageFormat.Jwe => "jwe",
        MessageFormat.RsaOaep => "rsa-oaep",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such message format."),
    };

    /// <summary>Reads <c>jwe</c> or <c>rsa-oaep</c>, in any letter case.</summary>
    public static bool TryParse(string? name, out MessageFormat format)
    {
        format = string.Equals(name, "rsa-oaep", StringComparison.OrdinalIgnoreCase) ? MessageFormat.RsaOaep : MessageFormat.Jwe;
        return format == MessageFormat.RsaOaep || string.Equals(name, "jwe", StringComparison.OrdinalIgnoreCase);
    }
}
