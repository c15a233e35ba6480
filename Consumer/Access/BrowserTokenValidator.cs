using CcDemo.Consumer.Settings;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Access;

/// <summary>A consumer that is to ask for a token does not start without a good one.</summary>
internal sealed class BrowserTokenValidator : IValidateOptions<ConsumerOptions>
{
    /// <summary>Longer than this, a copied cookie would be worth as much as the token.</summary>
    private static readonly TimeSpan LongestLogin = TimeSpan.FromDays(30);

    public ValidateOptionsResult Validate(string? name, ConsumerOptions options)
    {
        if (options.LoginLifetime <= TimeSpan.Zero || options.LoginLifetime > LongestLogin)
        {
            return ValidateOptionsResult.Fail($"Consumer:LoginLifetime has to be a time above zero and at most {LongestLogin.Days} days, such as 3.00:00:00.");
        }

        try
        {
            BrowserTokenSource.Read(options);
            return ValidateOptionsResult.Success;
        }
        catch (FormatException e)
        {
            return ValidateOptionsResult.Fail(e.Message);
        }
    }
}
