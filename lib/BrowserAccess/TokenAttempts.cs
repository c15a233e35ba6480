using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

namespace CcDemo.BrowserAccess;

/// <summary>
/// Judges the tokens that callers give, in forms, links and headers alike: an address has ten wrong ones a minute. ASP.NET's
/// middleware would count the right ones too, and a program gives its token with every request.
/// </summary>
/// <param name="token">The right one.</param>
/// <param name="logger">Is told where wrong ones came from.</param>
public sealed partial class TokenAttempts(BrowserToken token, ILogger<TokenAttempts> logger) : IDisposable
{
    /// <summary>How many wrong tokens of one network are judged within <see cref="Window"/>.</summary>
    public const int WrongOnesInWindow = 10;

    /// <summary>How long a caller that gave too many has to wait at most.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> _wrongOnes = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        network => RateLimitPartition.GetFixedWindowLimiter(network, _ => new FixedWindowRateLimiterOptions { PermitLimit = WrongOnesInWindow, Window = Window }));

    /// <summary>Says what a token is worth, and counts it when it is wrong.</summary>
    public TokenVerdict Judge(string candidate, IPAddress? remote)
    {
        // No permit is taken for the right one, but it needs one to be left: else guessing would go on behind the limit.
        var isRight = token.Matches(candidate);
        var network = NetworkOf(remote);
        using var lease = _wrongOnes.AttemptAcquire(network, isRight ? 0 : 1);
        if (!lease.IsAcquired)
        {
            return TokenVerdict.TooMany;
        }

        if (!isRight)
        {
            Log.Wrong(logger, network);
        }

        return isRight ? TokenVerdict.Right : TokenVerdict.Wrong;
    }

    /// <inheritdoc/>
    public void Dispose() => _wrongOnes.Dispose();

    /// <summary>An IPv6 caller has a whole /64 of addresses to itself.</summary>
    private static IPAddress NetworkOf(IPAddress? remote)
    {
        if (remote is null)
        {
            return IPAddress.None;
        }

        if (remote.IsIPv4MappedToIPv6)
        {
            return remote.MapToIPv4();
        }

        if (remote.AddressFamily == AddressFamily.InterNetwork)
        {
            return remote;
        }

        var bytes = remote.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A wrong browser token came from {Network}.")]
        public static partial void Wrong(ILogger logger, IPAddress network);
    }
}
