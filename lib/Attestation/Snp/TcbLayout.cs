namespace CcDemo.Attestation;

/// <summary>Where the parts of a TCB version stand in its eight bytes.</summary>
public enum TcbLayout
{
    /// <summary>Milan and Genoa: boot loader, TEE, four reserved, SNP, microcode.</summary>
    Milan,

    /// <summary>Turin: FMC, boot loader, TEE, SNP, three reserved, microcode.</summary>
    Turin,
}
