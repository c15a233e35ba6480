namespace CcDemo.Attestation;

/// <summary>Family, model and stepping of the processor, as in CPUID function 1 with the extended parts added in.</summary>
public readonly record struct ProcessorId(byte Family, byte Model, byte Stepping);
