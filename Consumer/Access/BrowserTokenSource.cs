using System.Text;
using CcDemo.BrowserAccess;
using CcDemo.Consumer.Settings;

namespace CcDemo.Consumer.Access;

/// <summary>Where the token comes from: <c>Consumer:BrowserTokenFile</c> or <c>Consumer:BrowserToken</c>.</summary>
internal static class BrowserTokenSource
{
    private const string FileSetting = $"{ConsumerOptions.Section}:{nameof(ConsumerOptions.BrowserTokenFile)}";
    private const string TextSetting = $"{ConsumerOptions.Section}:{nameof(ConsumerOptions.BrowserToken)}";

    /// <summary>Room for the longest token, and for the line break behind it.</summary>
    private const int MostBytes = BrowserToken.MaxLength + 16;

    /// <summary>Whether readers have to log in. A setting that is there but empty counts: it must not open the page by accident.</summary>
    public static bool IsNamed(IConfiguration configuration) => configuration[FileSetting] is not null || configuration[TextSetting] is not null;

    /// <summary>Reads the token once.</summary>
    /// <exception cref="FormatException">There is none, or it is wrong; the sentence does not repeat it.</exception>
    public static BrowserToken Read(ConsumerOptions options) => (options.BrowserTokenFile, options.BrowserToken) switch
    {
        (not null, not null) => throw new FormatException($"Both {FileSetting} and {TextSetting} are set; set one of them."),
        (null, not null) => BrowserToken.Parse(options.BrowserToken, $"The browser token ({TextSetting})"),
        ({ Length: > 0 } file, null) => BrowserToken.Parse(ReadFile(file), $"The browser token in '{file}' ({FileSetting})"),
        _ => throw new FormatException($"{FileSetting} is empty; it has to name the file that holds the browser token."),
    };

    private static string ReadFile(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var bytes = new byte[MostBytes];
            return Encoding.UTF8.GetString(bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new FormatException($"The file with the browser token ({FileSetting}) cannot be read: {e.Message}", e);
        }
    }
}
