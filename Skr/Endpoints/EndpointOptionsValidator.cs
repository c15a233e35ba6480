using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Endpoints;

/// <summary>Refuses patterns that cannot be read, and services on this machine where the guest is not an emulated one.</summary>
internal sealed class EndpointOptionsValidator(bool isEmulated) : IValidateOptions<EndpointOptions>
{
    public ValidateOptionsResult Validate(string? name, EndpointOptions options)
    {
        try
        {
            return options.Patterns is { } patterns && patterns.FirstOrDefault(pattern => pattern.IsLoopback) is { } local && !isEmulated
                ? ValidateOptionsResult.Fail($"Skr:AllowedEndpoints names '{local}' on this machine, where only an emulator can be; it is allowed together with an emulated device (Snp:Device).")
                : ValidateOptionsResult.Success;
        }
        catch (FormatException e)
        {
            return ValidateOptionsResult.Fail($"Skr:AllowedEndpoints {e.Message}");
        }
    }
}
