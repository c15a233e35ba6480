namespace CcDemo.AppHost;

/// <summary>What a check came to.</summary>
internal enum FindingState
{
    /// <summary>It is as it must be.</summary>
    Ok,

    /// <summary>It was looked at and is not as it must be; the step fails.</summary>
    Missing,

    /// <summary>It could not be looked at; the step does not fail for it.</summary>
    Unknown,
}
