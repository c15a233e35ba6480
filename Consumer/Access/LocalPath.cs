using Microsoft.AspNetCore.Http.HttpResults;

namespace CcDemo.Consumer.Access;

/// <summary>Where a login leads: a page of this consumer, never one of another site.</summary>
internal static class LocalPath
{
    public const string Home = "/";

    /// <summary>The path and query as they are when they lead nowhere else and fit into a header; else the home page.</summary>
    public static string OrHome(string? url)
        => url is ['/', ..] && RedirectHttpResult.IsLocalUrl(url) && url.All(c => c is > ' ' and <= '~') ? url : Home;
}
