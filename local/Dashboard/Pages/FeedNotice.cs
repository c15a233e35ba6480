using CcDemo.Dashboard.Feed;

namespace CcDemo.Dashboard.Pages;

/// <summary>Says when what is shown is not, or no longer, current.</summary>
internal static class FeedNotice
{
    public static Markup Of(FeedStatus status, bool hasOldNews) => status.State switch
    {
        FeedState.Connected => Markup.Empty,
        FeedState.NotConfigured => Markup.Of($"""
            <p class="notice"><strong>Traces only.</strong> The dashboard was started by itself: resources and console logs are shown when the application host starts it. <a href="/traces">Traces</a></p>
            """),
        FeedState.Connecting => Markup.Of($"""<p class="notice">Connecting to the application host …</p>"""),
        _ => Markup.Of($"""
            <p class="notice warn"><strong>Not connected.</strong> {status.Reason} Trying again …{(hasOldNews ? " What you see is the last that was heard." : "")}</p>
            """),
    };
}
