using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Limits;

/// <summary>Refuses limits that would let nothing through, or anything.</summary>
internal sealed class LimitOptionsValidator : IValidateOptions<LimitOptions>
{
    private const int LeastBytes = 1024;
    private const int MostBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, LimitOptions options)
    {
        List<string> failures = [];
        if (options.RequestBytes is < LeastBytes or > MostBytes)
        {
            failures.Add($"Limits:RequestBytes is {options.RequestBytes}; give a number of bytes from {LeastBytes} to {MostBytes}.");
        }

        if (options.RequestTime <= TimeSpan.Zero || options.RequestTime > _longest)
        {
            failures.Add($"Limits:RequestTime is {options.RequestTime}; give a time of at most {_longest}, such as 00:01:00.");
        }

        if (options.Concurrent is < 1 or > 1024)
        {
            failures.Add($"Limits:Concurrent is {options.Concurrent}; give a number from 1 to 1024.");
        }

        if (options.Queued is < 0 or > 4096)
        {
            failures.Add($"Limits:Queued is {options.Queued}; give a number from 0 to 4096.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
