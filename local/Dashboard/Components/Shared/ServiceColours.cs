using System.Text;

namespace CcDemo.Dashboard.Components.Shared;

/// <summary>The services' colours, the same on every page: the one that its name suggests or, while that is taken, the next that is free.</summary>
internal sealed class ServiceColours
{
    private const int Colours = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary>One of the classes <c>hue-0</c> to <c>hue-7</c>.</summary>
    public string Of(string service)
    {
        lock (_gate)
        {
            if (!_taken.TryGetValue(service, out var colour))
            {
                colour = Suggested(service);
                // More services than colours share them; then there is nothing to remember either.
                if (_taken.Count < Colours)
                {
                    colour = Enumerable.Range(colour, Colours).Select(next => next % Colours).First(next => !_taken.ContainsValue(next));
                    _taken.Add(service, colour);
                }
            }

            return $"hue-{colour}";
        }
    }

    private static int Suggested(string service)
    {
        var hash = 2166136261u;
        foreach (var part in Encoding.UTF8.GetBytes(service))
        {
            hash = (hash ^ part) * 16777619u;
        }

        return (int)(hash % Colours);
    }
}
