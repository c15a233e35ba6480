namespace CcDemo.Dashboard.Telemetry;

/// <summary>Who sent telemetry: the attributes <c>service.name</c> and <c>service.instance.id</c> of OTLP's resource.</summary>
/// <param name="Service">"unknown" when the sender does not say.</param>
/// <param name="Instance">Empty when the sender does not say.</param>
internal readonly record struct ResourceKey(string Service, string Instance)
{
    /// <summary>Whether a name means this resource: its <c>service.name</c> or its <c>service.instance.id</c>.</summary>
    public bool IsNamed(string name) => Service == name || Instance == name;

    /// <summary>The service, and the instance where it says more than the service does.</summary>
    public override string ToString() => Instance.Length == 0 || Instance == Service ? Service : $"{Service} ({Instance})";
}
