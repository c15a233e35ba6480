using CcDemo.AzureEmulator.Attestation;
using CcDemo.AzureEmulator.Hardware;
using CcDemo.AzureEmulator.KeyVault;

namespace CcDemo.AzureEmulator.Signing;

/// <summary>Starts every slow key at once while the listeners open; who needs one earlier waits for that one only.</summary>
internal sealed class KeyPreparation(GuestHost host, AttestationSigningKey attestation, ReleaseSigner release, KeyGenerator generator) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        generator.Prepare();
        release.Prepare();
        await Task.WhenAll(host.ProcessorAsync(stoppingToken), attestation.KeyAsync(stoppingToken));
    }
}
