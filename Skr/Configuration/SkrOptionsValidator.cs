using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Configuration;

/// <summary>Refuses arguments that the original would refuse at start.</summary>
internal sealed class SkrOptionsValidator : IValidateOptions<SkrOptions>
{
    public ValidateOptionsResult Validate(string? name, SkrOptions options)
    {
        if (!string.IsNullOrEmpty(options.AuthorityHost) && !(Uri.TryCreate(options.AuthorityHost, UriKind.Absolute, out var authority) && authority.Scheme == Uri.UriSchemeHttps))
        {
            return ValidateOptionsResult.Fail($"AZURE_AUTHORITY_HOST is '{options.AuthorityHost}'; give an HTTPS address such as https://login.microsoftonline.com/, or leave it out to have the vault's cloud decide.");
        }

        try
        {
            var cache = options.Arguments.CacheType;
            return cache is "" or "LocalTHIM" or "AMD" or "AzCache"
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"SkrSideCarArgs names the certificate cache type '{cache}'; use LocalTHIM, AMD or AzCache, or leave certcache out.");
        }
        catch (FormatException e)
        {
            return ValidateOptionsResult.Fail(e.Message);
        }
    }
}
