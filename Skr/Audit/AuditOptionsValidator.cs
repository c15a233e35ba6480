using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Audit;

/// <summary>Refuses a number of records that would fill the memory.</summary>
internal sealed class AuditOptionsValidator : IValidateOptions<AuditOptions>
{
    public ValidateOptionsResult Validate(string? name, AuditOptions options)
        => options.Records is >= 0 and <= AuditOptions.MaxRecords
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Audit:Records is {options.Records}; give how many records GET /audit is to show, up to {AuditOptions.MaxRecords}, or 0 for no such route.");
}
