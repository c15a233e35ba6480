using CcDemo.AzureEmulator.Attestation;
using CcDemo.AzureEmulator.Hardware;
using CcDemo.AzureEmulator.KeyVault;

namespace CcDemo.AzureEmulator.Signing;

/// <summary>Starts every slow key at once while the listeners open; who needs one earlier waits for that one only.</summary>
internal sealed class KeyPreparation(GuestHost host, AttestationSigningKey attestation, ReleaseSigner release, KeyGenerator generator) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        host.Prepare();
        generator.Prepare();
        attestation.Prepare();
        release.Prepare();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
