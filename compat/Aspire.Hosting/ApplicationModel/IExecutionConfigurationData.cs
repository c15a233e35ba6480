namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a source says besides variables and arguments.</summary>
public interface IExecutionConfigurationData;
