using System.Security.Cryptography;
using CcDemo.MessageEncryption;

namespace CcDemo.Producer.Settings;

/// <summary>Reads the public key from where the setting says.</summary>
internal static class PublicKeySetting
{
    private const string Setting = "The public key (PUBKEY or Producer:PublicKey)";

    /// <summary>The key; or null and a sentence that says what to do.</summary>
    public static RSA? TryRead(string setting, out string? problem)
    {
        problem = null;
        if (string.IsNullOrWhiteSpace(setting))
        {
            problem = $"{Setting} is not set: give it the PEM text of an RSA public key or the path of a file that holds it.";
            return null;
        }

        try
        {
            return PublicKeyPem.Read(setting.Contains("-----BEGIN", StringComparison.Ordinal) ? setting : File.ReadAllText(setting));
        }
        catch (FormatException e)
        {
            problem = $"{Setting} cannot be used: {e.Message}.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = $"{Setting} is neither PEM text nor a file that can be read: {e.Message}";
        }

        return null;
    }
}
