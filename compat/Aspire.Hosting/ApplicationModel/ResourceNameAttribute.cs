namespace Aspire.Hosting.ApplicationModel;

/// <summary>The parameter takes the name of a resource.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResourceNameAttribute : Attribute, IModelNameParameter;
