namespace CcDemo.AppHost;

/// <summary>The operator's consent to a change: given with <c>--yes</c>, or by answering.</summary>
internal static class Consent
{
    /// <summary>Refuses early, before long work, where nobody could be asked later.</summary>
    /// <exception cref="DistributedApplicationException">Nobody is there to answer and no consent was given.</exception>
    public static void RequireObtainable(OperatorConsole console, ClusterOptions options)
    {
        if (!options.Yes && !options.DryRun && !console.IsInteractive)
        {
            throw new DistributedApplicationException("Nobody is there to be asked before something is changed: give --yes to consent, or --dry-run to see what would change.");
        }
    }

    /// <summary>Asks, unless consent was given.</summary>
    /// <exception cref="DistributedApplicationException">It was refused.</exception>
    public static async Task ObtainAsync(OperatorConsole console, ClusterOptions options, string question, CancellationToken ct)
    {
        RequireObtainable(console, options);

        if (!options.Yes && !await console.ConfirmAsync(question, ct))
        {
            throw new DistributedApplicationException("Nothing was changed: the answer was not yes.");
        }
    }
}
