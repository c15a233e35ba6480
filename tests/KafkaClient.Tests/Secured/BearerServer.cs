using System.Text;

namespace CcDemo.Messaging.Tests;

/// <summary>OAUTHBEARER, RFC 7628: a token that is refused is answered with a reason, which the client acknowledges before it is turned away.</summary>
/// <param name="validUntil">Until when a token holds; null for one that is refused.</param>
/// <param name="now">The broker's clock.</param>
internal sealed class BearerServer(Func<string, DateTimeOffset?> validUntil, TimeProvider now) : ISaslServer
{
    private const char Separator = '\u0001';

    private bool _isRefused;

    public SaslStep Next(byte[] message)
    {
        if (_isRefused)
        {
            return SaslStep.Refuse("OAUTHBEARER");
        }

        var token = Encoding.UTF8.GetString(message).Split(Separator).FirstOrDefault(part => part.StartsWith("auth=Bearer ", StringComparison.Ordinal))?["auth=Bearer ".Length..];
        if (token is not null && validUntil(token) is { } until && until > now.GetUtcNow())
        {
            return new SaslStep([], IsDone: true, Until: until);
        }

        _isRefused = true;
        return new SaslStep("""{"status":"invalid_token"}"""u8.ToArray());
    }
}
