using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace CcDemo.AppHost;

/// <summary>A program of this machine, such as <c>az</c> or <c>kubectl</c>: found, run without a shell and waited for.</summary>
internal sealed class ExternalProgram
{
    /// <summary>How long its output may stay open after its end: a process that it left behind may hold it.</summary>
    private static readonly TimeSpan _outputGrace = TimeSpan.FromSeconds(2);

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private ExternalProgram(string fileName) => FileName = fileName;

    /// <summary>The program's full path.</summary>
    public string FileName { get; }

    /// <summary>Finds a program.</summary>
    /// <param name="name">A name to look for on the path, or the path of a file.</param>
    /// <param name="path">The folders to look in, separated as in the variable PATH; null is that variable.</param>
    /// <returns>The program, or null when there is none that may be run.</returns>
    public static ExternalProgram? Find(string name, string? path = null)
    {
        if (name.Length == 0)
        {
            return null;
        }

        var isPath = name.AsSpan().IndexOfAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) >= 0;
        IEnumerable<string> places = isPath
            ? [Path.GetFullPath(name)]
            : (path ?? Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.GetFullPath(Path.Combine(folder, name)));

        return places.SelectMany(WithExtensions).FirstOrDefault(IsExecutable) is { } file ? new ExternalProgram(file) : null;
    }

    /// <summary>Runs the program to its end.</summary>
    /// <returns>How it ended; passing the time limit is a result too.</returns>
    /// <exception cref="DistributedApplicationException">The program cannot be started.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the program and what it started are killed.</exception>
    public async Task<ProgramOutput> RunAsync(ProgramCall call, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var process = Start(call);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(call.TimeLimit);

        var output = new BoundedText(ProgramOutput.MaxOutputLength, keepEnd: false);
        var error = new BoundedText(ProgramOutput.MaxErrorLength, keepEnd: true);
        var streams = Task.WhenAll(
            WriteInputAsync(process.StandardInput, call.StandardInput),
            output.ReadAsync(process.StandardOutput),
            error.ReadAsync(process.StandardError));

        int? exitCode = null;

        try
        {
            await process.WaitForExitAsync(limit.Token);
            exitCode = process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
        }

        try
        {
            await streams.WaitAsync(_outputGrace, ct);
        }
        catch (TimeoutException)
        {
            // A process that it left behind holds the streams open; what it wrote itself has been read.
        }

        return new ProgramOutput(exitCode, output.ToString(), error.ToString(), output.IsCut);
    }

    public override string ToString() => FileName;

    private Process Start(ProgramCall call)
    {
        var start = new ProcessStartInfo(FileName, call.Arguments)
        {
            WorkingDirectory = call.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = _utf8,
            StandardOutputEncoding = _utf8,
            StandardErrorEncoding = _utf8,
        };

        foreach (var (name, value) in call.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new DistributedApplicationException($"The program '{FileName}' cannot be started: {e.Message}.", e);
        }
    }

    private static async Task WriteInputAsync(StreamWriter input, string? text)
    {
        try
        {
            await using (input)
            {
                await input.WriteAsync(text);
            }
        }
        catch (IOException)
        {
            // It ended, or closed its input, without reading all of it: its exit code says whether that is well.
        }
    }

    private static IEnumerable<string> WithExtensions(string file) => OperatingSystem.IsWindows() && !Path.HasExtension(file)
        ? (Environment.GetEnvironmentVariable("PATHEXT") ?? ".EXE;.CMD;.BAT").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(extension => file + extension)
        : [file];

    private static bool IsExecutable(string file)
        => File.Exists(file)
            && (OperatingSystem.IsWindows()
                || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
