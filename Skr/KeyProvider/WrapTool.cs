using System.Security.Cryptography;

namespace CcDemo.Skr.KeyProvider;

/// <summary>The original's wrap tool: <c>-infile FILE -keypath DIR/KEY -outfile FILE</c> writes the base64 of an annotation.</summary>
internal static class WrapTool
{
    /// <summary>Wraps a file.</summary>
    /// <returns>The exit code: 0, or 1 after a sentence that says why not.</returns>
    public static async Task<int> RunAsync(WrapArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            await WrapAsync(arguments, cancellationToken);
            await Console.Out.WriteLineAsync($"The wrapped data is in {arguments.OutFile}.");
            return 0;
        }
        catch (WrapFailedException e)
        {
            await Console.Error.WriteLineAsync($"The data cannot be wrapped: {e.Message}");
            return 1;
        }
    }

    /// <exception cref="WrapFailedException">A file is missing or of another form, or the data is too long.</exception>
    public static async Task WrapAsync(WrapArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.KeyPath.Length == 0 || arguments.OutFile.Length == 0)
        {
            throw new WrapFailedException("-infile needs -keypath DIR/KEY and -outfile FILE besides.");
        }

        var data = await KeyWrapping.ReadAsync("input", arguments.InFile, cancellationToken);
        try
        {
            var annotation = await KeyWrapping.WrapAsync(data, arguments.KeyPath, cancellationToken);
            await File.WriteAllTextAsync(arguments.OutFile, Convert.ToBase64String(annotation.ToUtf8Json()), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WrapFailedException($"The output file '{arguments.OutFile}' cannot be written.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(data);
        }
    }
}
