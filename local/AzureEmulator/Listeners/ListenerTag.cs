namespace CcDemo.AzureEmulator.Listeners;

/// <summary>Says which listener a connection came in on, and on an endpoint which one it belongs to.</summary>
internal sealed record ListenerTag(Listener Listener);
