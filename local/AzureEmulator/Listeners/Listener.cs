namespace CcDemo.AzureEmulator.Listeners;

/// <summary>The three listeners, each with services of its own.</summary>
internal enum Listener
{
    Maa,
    Vault,
    Metadata,
}
