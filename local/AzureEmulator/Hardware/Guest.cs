using System.Security.Cryptography;
using CcDemo.Attestation;

namespace CcDemo.AzureEmulator.Hardware;

/// <summary>A confidential guest as the host launched it; nothing of this can the guest itself choose.</summary>
internal sealed class Guest
{
    // SMT allowed, the bit that must be one, ABI 0.31: what Azure's guests have.
    private static readonly GuestPolicy _launchPolicy = new(0x3001F);

    public Guest(string name, byte[] securityPolicy, bool debug, Fault fault)
    {
        Name = name;
        SecurityPolicy = securityPolicy;
        Policy = _launchPolicy.WithDebug(debug);
        Fault = fault;
        HostData = SHA256.HashData(securityPolicy);
    }

    public string Name { get; }

    /// <summary>Who knows it can reach the guest's device: 128 random bits.</summary>
    public string Token { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The policy that the guest's agent enforces.</summary>
    public ReadOnlyMemory<byte> SecurityPolicy { get; }

    /// <summary>SHA-256 of the security policy.</summary>
    public ReadOnlyMemory<byte> HostData { get; }

    /// <summary>The launch policy that the chip enforces.</summary>
    public GuestPolicy Policy { get; }

    public Fault Fault { get; }

    public ReadOnlyMemory<byte> ReportId { get; } = RandomNumberGenerator.GetBytes(32);
}
