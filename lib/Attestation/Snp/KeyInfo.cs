namespace CcDemo.Attestation;

/// <summary>Which keys are behind a report (the word at 0x48 of the report).</summary>
/// <param name="Value">The four bytes, read little-endian.</param>
public readonly record struct KeyInfo(uint Value)
{
    /// <summary>Whether the digest of the author's key is in the report.</summary>
    public bool AuthorKeyEnabled => (Value & 1) == 1;

    /// <summary>Whether the firmware leaves the signature empty.</summary>
    public bool ChipKeyMasked => (Value >> 1 & 1) == 1;

    /// <summary>The key that signed: 0 the chip's (VCEK), 1 the cloud's (VLEK), 7 none.</summary>
    public byte SigningKey => (byte)(Value >> 2 & 0b111);
}
