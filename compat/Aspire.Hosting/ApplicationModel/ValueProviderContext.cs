namespace Aspire.Hosting.ApplicationModel;

/// <summary>Who asks for a value.</summary>
public class ValueProviderContext
{
    /// <summary>Whether the application runs or is published.</summary>
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    /// <summary>The resource that wants the value.</summary>
    public IResource? Caller { get; init; }

    /// <summary>The network from which the value is used.</summary>
    public NetworkIdentifier? Network { get; init; }
}
