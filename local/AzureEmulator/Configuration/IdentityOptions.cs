namespace CcDemo.AzureEmulator.Configuration;

/// <summary>A managed identity and its roles in the vault.</summary>
internal sealed class IdentityOptions
{
    /// <summary>The identity's client id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Role names as Azure spells them, for example <c>Key Vault Crypto Officer</c>.</summary>
    public IList<string> Roles { get; } = [];
}
