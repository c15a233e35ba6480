namespace Aspire.Hosting;

/// <summary>What is done with the application.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>It runs here.</summary>
    Run = 0,

    /// <summary>Its pipeline runs.</summary>
    Publish = 1,
}
