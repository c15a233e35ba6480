namespace CcDemo.AppHost;

/// <summary>The Azure services that the application talks to: the emulator's in a local run, named ones when published.</summary>
/// <param name="MaaEndpoint">The attestation provider, <c>host[:port]</c> without a scheme, as the sidecar wants it.</param>
/// <param name="VaultEndpoint">The key vault, likewise.</param>
/// <param name="Emulator">The emulator, in a local run.</param>
internal sealed record AzureServices(ReferenceExpression MaaEndpoint, ReferenceExpression VaultEndpoint, AzureEmulator? Emulator);
