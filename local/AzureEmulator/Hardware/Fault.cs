namespace CcDemo.AzureEmulator.Hardware;

/// <summary>What is wrong with a guest's evidence, for showing that it is found out.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>One bit of the signed part is changed after signing.</summary>
    FlippedBit,

    /// <summary>Reports and certificates come from another chain, complete in itself.</summary>
    ForeignChain,

    /// <summary>The report is signed over other report data than was asked for.</summary>
    RuntimeData,
}
