namespace CcDemo.AppHost;

/// <summary>A mount that a policy allows in a container.</summary>
/// <param name="Destination">The path in the container.</param>
/// <param name="Source">Where it comes from; a pattern of paths for what the host shares.</param>
internal sealed record PolicyMount(string Destination, string Source);
