namespace Aspire.Hosting;

/// <summary>Tells the developer what is wrong with the application, without a stack trace.</summary>
internal static class FailureReport
{
    private static int _installed;

    /// <summary>An exception in AppHost.cs itself, before the application runs.</summary>
    public static void InstallForUnhandledExceptions()
    {
        if (Interlocked.Exchange(ref _installed, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, e) =>
            {
                if (e.ExceptionObject is DistributedApplicationException error)
                {
                    Write(error);
                    Environment.Exit(1);
                }
            };
        }
    }

    public static void Write(DistributedApplicationException error)
    {
        Console.Out.Flush();
        Console.Error.WriteLine($"error: {error.Message}");

        for (var inner = error.InnerException; inner is not null; inner = inner.InnerException)
        {
            Console.Error.WriteLine($"       {inner.Message}");
        }
    }
}
