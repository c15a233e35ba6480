namespace CcDemo.AppHost.Tests;

/// <summary>What a person types: the project's answers are held against these programs'.</summary>
internal static class ShellCommand
{
    public static async Task<string> RunAsync(string command, string input)
    {
        var output = await ExternalProgram.Find("sh")!.RunAsync(new ProgramCall("-c", command) { StandardInput = input }, default);
        Assert.True(output.Succeeded, output.StandardError);
        return output.StandardOutput.Trim();
    }
}
