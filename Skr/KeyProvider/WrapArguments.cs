using CcDemo.Skr.Configuration;

namespace CcDemo.Skr.KeyProvider;

/// <summary>What the wrap tool is asked for.</summary>
/// <param name="InFile">The file with the data.</param>
/// <param name="KeyPath">Folder and name of the key; empty when it was forgotten.</param>
/// <param name="OutFile">The file for the annotation; empty when it was forgotten.</param>
internal sealed record WrapArguments(string InFile, string KeyPath, string OutFile)
{
    public static WrapArguments Of(IReadOnlyDictionary<string, string> flags)
        => new(flags[Flag.InFile], flags.GetValueOrDefault(Flag.KeyPath, string.Empty), flags.GetValueOrDefault(Flag.OutFile, string.Empty));
}
