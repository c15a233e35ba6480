using System.Diagnostics;

namespace CcDemo.MessageEncryption.Tests;

/// <summary>A program of the machine, run to its end.</summary>
internal static class ExternalProgram
{
    /// <summary>What it prints; null when there is no such program or it fails.</summary>
    public static string? TryRun(string program, IEnumerable<string> arguments, string input = "")
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var error = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            return null;
        }
    }
}
