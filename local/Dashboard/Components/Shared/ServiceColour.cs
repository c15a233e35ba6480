using System.Text;

namespace CcDemo.Dashboard.Components.Shared;

/// <summary>A service's colour, the same on every page and after every restart.</summary>
internal static class ServiceColour
{
    private const int Colours = 8;

    /// <summary>One of the classes <c>hue-0</c> to <c>hue-7</c>.</summary>
    public static string Of(string service)
    {
        var hash = 2166136261u;
        foreach (var part in Encoding.UTF8.GetBytes(service))
        {
            hash = (hash ^ part) * 16777619u;
        }

        return $"hue-{hash % Colours}";
    }
}
