namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where sources put their variables and arguments.</summary>
public interface IExecutionConfigurationGathererContext
{
    /// <summary>The arguments.</summary>
    List<object> Arguments { get; }

    /// <summary>The variables.</summary>
    Dictionary<string, object> EnvironmentVariables { get; }

    /// <summary>Adds something else.</summary>
    void AddAdditionalData(IExecutionConfigurationData metadata);
}
