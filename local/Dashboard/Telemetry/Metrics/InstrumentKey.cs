namespace CcDemo.Dashboard.Telemetry.Metrics;

/// <summary>Names an instrument.</summary>
/// <param name="Resource">Whose it is.</param>
/// <param name="Meter">OTLP's scope.</param>
/// <param name="Name">The instrument's name, such as <c>http.server.request.duration</c>.</param>
internal readonly record struct InstrumentKey(ResourceKey Resource, string Meter, string Name);
