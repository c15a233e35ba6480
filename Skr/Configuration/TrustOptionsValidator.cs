using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Configuration;

/// <summary>Refuses a trust file that is not there: the machine's own roots must not step in for it.</summary>
internal sealed class TrustOptionsValidator : IValidateOptions<TrustOptions>
{
    public ValidateOptionsResult Validate(string? name, TrustOptions options)
        => string.IsNullOrEmpty(options.CaFile) || File.Exists(options.CaFile)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Trust:CaFile names '{options.CaFile}', which does not exist; name a PEM file, or leave the setting out to trust the machine's roots.");
}
