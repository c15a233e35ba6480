namespace CcDemo.Skr.Bench;

/// <summary>A build of the sidecar, and how it is started.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Files">The files that make it up; the runtime, where one is needed, is not among them.</param>
internal sealed record Sidecar(string Name, string Program, IReadOnlyList<string> Arguments, IReadOnlyList<string> Files)
{
    private const string Assembly = "CcDemo.Skr.dll";

    /// <summary>The size of its files in bytes.</summary>
    public long Size => Files.Sum(file => new FileInfo(file).Length);

    /// <summary>The native binary.</summary>
    public static Sidecar Native(string file) => new("native", file, [], [file]);

    /// <summary>The same sources on the .NET runtime, compiled as they run.</summary>
    public static Sidecar OnRuntime()
        => new("on the runtime", "dotnet", [Path.Combine(AppContext.BaseDirectory, Assembly)], [Path.Combine(AppContext.BaseDirectory, Assembly)]);
}
