using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Configuration;

/// <summary>An emulated device is for this machine only: a remote one would be an attestation by hearsay.</summary>
internal sealed class SnpOptionsValidator : IValidateOptions<SnpOptions>
{
    public ValidateOptionsResult Validate(string? name, SnpOptions options)
        => string.IsNullOrEmpty(options.Device)
            || (Uri.TryCreate(options.Device, UriKind.Absolute, out var device) && device is { Scheme: "http", IsLoopback: true })
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Snp:Device is not the address of an emulated device on this machine (http://localhost:PORT/...); leave it out to use the hardware.");
}
