namespace CcDemo.AzureEmulator.Hardware;

/// <summary>The faults by the names that the host API gives them.</summary>
internal static class Faults
{
    private static readonly Dictionary<string, Fault> _byName = new(StringComparer.Ordinal)
    {
        ["none"] = Fault.None,
        ["flipped-bit"] = Fault.FlippedBit,
        ["foreign-chain"] = Fault.ForeignChain,
        ["runtime-data"] = Fault.RuntimeData,
    };

    public static string Names => string.Join(", ", _byName.Keys);

    public static bool TryParse(string name, out Fault fault) => _byName.TryGetValue(name, out fault);
}
