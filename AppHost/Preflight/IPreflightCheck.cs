namespace CcDemo.AppHost;

/// <summary>One thing that must be as it should before anything is deployed.</summary>
internal interface IPreflightCheck
{
    /// <summary>What is looked at, in a few words.</summary>
    string Name { get; }

    /// <summary>Looks at it; changes nothing.</summary>
    /// <returns>What was found; what cannot be asked is unknown, never an exception.</returns>
    Task<Finding> LookAsync(CancellationToken ct);
}
