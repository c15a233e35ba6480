using CcDemo.AzureEmulator.Errors;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>A version of the vault's API.</summary>
internal sealed record VaultApiVersion(string Name)
{
    // Oldest first.
    private static readonly string[] _known = ["7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "2025-07-01"];

    public bool KnowsRelease => Array.IndexOf(_known, Name) >= Array.IndexOf(_known, "7.3");

    public static VaultApiVersion Of(HttpRequest request)
    {
        string? version = request.Query["api-version"];
        return _known.Contains(version)
            ? new VaultApiVersion(version!)
            : throw AzureErrorException.BadParameter($"The api-version '{version}' is not supported: use one of {string.Join(", ", _known)}.");
    }
}
