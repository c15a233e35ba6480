using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Release;

/// <summary>Refuses bounds that are none.</summary>
internal sealed class ReleaseOptionsValidator : IValidateOptions<ReleaseOptions>
{
    public ValidateOptionsResult Validate(string? name, ReleaseOptions options)
    {
        List<string> failures = [];
        if (options.PreparedKeys is < 0 or > ReleaseOptions.MaxPreparedKeys)
        {
            failures.Add($"Release:PreparedKeys is {options.PreparedKeys}; give a number up to {ReleaseOptions.MaxPreparedKeys}, or 0 to make each wrapping key when it is needed.");
        }

        if (options.MostPreparedKeys is < 0 or > ReleaseOptions.MaxPreparedKeys)
        {
            failures.Add($"Release:MostPreparedKeys is {options.MostPreparedKeys}; give a number up to {ReleaseOptions.MaxPreparedKeys}.");
        }

        if (options.CacheAge < TimeSpan.Zero || options.CacheAge > ReleaseOptions.MaxCacheAge)
        {
            failures.Add($"Release:CacheAge is {options.CacheAge}; give a time up to {ReleaseOptions.MaxCacheAge.TotalHours:0} hours such as 00:10:00, or leave it out for no cache.");
        }

        if (options.CacheSize is < 1 or > ReleaseOptions.MaxCacheSize)
        {
            failures.Add($"Release:CacheSize is {options.CacheSize}; give a number from 1 to {ReleaseOptions.MaxCacheSize}.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
