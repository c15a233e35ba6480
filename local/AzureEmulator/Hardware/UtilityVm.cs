using System.Security.Cryptography;

namespace CcDemo.AzureEmulator.Hardware;

/// <summary>The VM image that every guest boots, known by its measurement.</summary>
internal static class UtilityVm
{
    /// <summary>The image's security version: raised with each fix.</summary>
    public const uint GuestSvn = 2;

    /// <summary>What the chip measured at launch, 48 bytes.</summary>
    public static ReadOnlyMemory<byte> LaunchMeasurement { get; } = SHA384.HashData("CcDemo emulated utility VM, security version 2"u8);

    /// <summary>The digest of the key that signed the image's identity block, 48 bytes.</summary>
    public static ReadOnlyMemory<byte> IdKeyDigest { get; } = SHA384.HashData("CcDemo emulated utility VM, identity key"u8);
}
