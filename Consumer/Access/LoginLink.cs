using CcDemo.BrowserAccess;
using CcDemo.Consumer.Settings;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Access;

/// <summary>Says at start how to log in: with the token only when <see cref="ConsumerOptions.LogLoginLink"/> is set.</summary>
internal sealed partial class LoginLink(BrowserToken token, IOptions<ConsumerOptions> options, ILogger<LoginLink> logger)
{
    public void Announce(IEnumerable<string> addresses)
    {
        foreach (var address in addresses.Select(BindingAddress.Parse).Where(address => address is { IsUnixPipe: false, IsNamedPipe: false }).Select(Reachable))
        {
            if (options.Value.LogLoginLink)
            {
                Log.Link(logger, $"{address}{token.LoginPath}");
            }
            else
            {
                Log.Form(logger, $"{address}{LoginEndpoints.Path}");
            }
        }
    }

    /// <summary>What listens everywhere is reached as localhost: on the same machine, or through a forwarded port.</summary>
    private static string Reachable(BindingAddress address)
        => $"{address.Scheme}://{(address.Host is "[::]" or "0.0.0.0" or "*" or "+" ? "localhost" : address.Host)}:{address.Port}";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Login to the messages at {Link}")]
        public static partial void Link(ILogger logger, string link);

        [LoggerMessage(LogLevel.Information, "Login to the messages at {Address} with the browser token.")]
        public static partial void Form(ILogger logger, string address);
    }
}
