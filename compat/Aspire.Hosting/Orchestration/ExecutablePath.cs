namespace Aspire.Hosting.Orchestration;

/// <summary>Finds programs as a shell does, before a shell is asked to start them: its own failure would look like the program's.</summary>
internal static class ExecutablePath
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <exception cref="DistributedApplicationException">There is no such program, or it may not be executed.</exception>
    public static string Find(string command, string workingDirectory)
    {
        var folders = command.Contains('/', StringComparison.Ordinal)
            ? [workingDirectory]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var candidates = folders.Select(folder => Path.Combine(folder, command)).Where(File.Exists).ToArray();

        return candidates.FirstOrDefault(IsExecutable) ?? throw new DistributedApplicationException(candidates.Length == 0
            ? $"'{command}' cannot be started in {workingDirectory}: there is no such program."
            : $"'{command}' cannot be started in {workingDirectory}: {candidates[0]} is not executable.");
    }

    private static bool IsExecutable(string file) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & AnyExecute) != 0;
}
