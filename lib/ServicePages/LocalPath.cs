using Microsoft.AspNetCore.Http.HttpResults;

namespace CcDemo.ServicePages;

/// <summary>Where a login leads: a page of the same site, never one of another site.</summary>
public static class LocalPath
{
    /// <summary>The page that stands for all others.</summary>
    public const string Home = "/";

    /// <summary>The path and query as they are when they lead nowhere else and fit into a header; else the home page.</summary>
    public static string OrHome(string? url)
        => url is ['/', ..] && RedirectHttpResult.IsLocalUrl(url) && url.All(c => c is > ' ' and <= '~') ? url : Home;
}
