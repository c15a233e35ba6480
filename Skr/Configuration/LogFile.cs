namespace CcDemo.Skr.Configuration;

/// <summary>The original's <c>-logfile</c>: the log appended to a file.</summary>
internal sealed class LogFile : LineLog
{
    private bool _isBroken;

    /// <exception cref="FormatException">The file cannot be written.</exception>
    public LogFile(string path, TimeProvider time)
        : base(Open(path), time)
    {
    }

    // A full disk is said once.
    protected override void Fail(Exception cause)
    {
        if (!_isBroken)
        {
            Console.Error.WriteLine($"The log file cannot be written any more: {cause.Message}");
        }

        _isBroken = true;
    }

    private static StreamWriter Open(string path)
    {
        try
        {
            return new StreamWriter(path, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite }) { AutoFlush = true };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException($"LogFile is '{path}', which cannot be written; name another file, or leave it out to log on the console.", e);
        }
    }
}
