namespace CcDemo.AzureEmulator.Identity;

/// <summary>What can be done with keys.</summary>
internal enum VaultAction
{
    Create,
    Import,
    Get,
    List,
    Update,
    Rotate,
    Release,
    Delete,
}
