namespace CcDemo.AppHost.Tests;

/// <summary>A folder of shell scripts that stand on the path as programs; it goes when it is disposed of.</summary>
internal sealed class ProgramFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccdemo-programs-");

    public string FullName => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    public string PathOf(string name) => Path.Combine(FullName, name);

    /// <summary>Adds a program.</summary>
    /// <param name="script">What <c>/bin/sh</c> does in its place.</param>
    public ExternalProgram Add(string name, string script)
    {
        File.WriteAllText(PathOf(name), $"#!/bin/sh\n{script}\n");

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return ExternalProgram.Find(name, FullName)!;
    }
}
