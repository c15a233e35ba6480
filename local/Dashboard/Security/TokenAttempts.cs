using System.Threading.RateLimiting;
using CcDemo.ServicePages;

namespace CcDemo.Dashboard.Security;

/// <summary>Judges the tokens that callers give, in links, forms and headers alike: there may be ten wrong ones a minute.</summary>
internal sealed class TokenAttempts(DashboardOptions options) : IDisposable
{
    /// <summary>How many wrong tokens are judged within <see cref="Window"/>.</summary>
    public const int WrongOnesInWindow = 10;

    /// <summary>How long a caller has to wait at most after too many.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly SecretComparison _token = new(options.BrowserToken ?? throw new ArgumentException("There is no browser token to compare with.", nameof(options)));
    private readonly FixedWindowRateLimiter _wrongOnes = new(new FixedWindowRateLimiterOptions { PermitLimit = WrongOnesInWindow, Window = Window });

    /// <summary>Says what a token is worth, and counts it when it is wrong.</summary>
    public TokenVerdict Judge(string candidate)
    {
        // No permit is taken for the right one, but it needs one to be left: else guessing would go on behind the limit.
        var isRight = _token.Matches(candidate);
        using var lease = _wrongOnes.AttemptAcquire(isRight ? 0 : 1);
        return !lease.IsAcquired ? TokenVerdict.TooMany : isRight ? TokenVerdict.Right : TokenVerdict.Wrong;
    }

    public void Dispose() => _wrongOnes.Dispose();
}
