using System.Text;

namespace CcDemo.Dashboard.Pages;

/// <summary>A service's name in a colour of its own, the same on every page.</summary>
internal static class ServiceBadge
{
    private const int Colours = 8;

    public static Markup Of(string service) => Markup.Of($"""<span class="service {ColourClass(service)}">{service}</span>""");

    /// <summary>One of the classes <c>hue-0</c> to <c>hue-7</c>; chosen by the name, so that it outlives restarts.</summary>
    public static string ColourClass(string service)
    {
        var hash = 2166136261u;
        foreach (var part in Encoding.UTF8.GetBytes(service))
        {
            hash = (hash ^ part) * 16777619u;
        }

        return $"hue-{hash % Colours}";
    }
}
