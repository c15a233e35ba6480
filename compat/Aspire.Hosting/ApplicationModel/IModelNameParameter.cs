namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks parameters that take a name of the model.</summary>
public interface IModelNameParameter;
