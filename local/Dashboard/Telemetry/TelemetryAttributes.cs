using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace CcDemo.Dashboard.Telemetry;

/// <summary>Attributes as text, sorted by name; equal when all names and values are. Smaller in memory than a dictionary.</summary>
internal sealed class TelemetryAttributes : IReadOnlyDictionary<string, string>, IEquatable<TelemetryAttributes>
{
    private readonly KeyValuePair<string, string>[] _sorted;
    private readonly int _hash;

    /// <summary>Of two attributes of the same name the later one counts.</summary>
    public TelemetryAttributes(IEnumerable<KeyValuePair<string, string>> attributes)
    {
        var byName = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in attributes)
        {
            byName[name] = value;
        }

        _sorted = [.. byName];
        var hash = new HashCode();
        foreach (var (name, value) in _sorted)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }

        _hash = hash.ToHashCode();
    }

    public static TelemetryAttributes None { get; } = new([]);

    public int Count => _sorted.Length;

    public IEnumerable<string> Keys => _sorted.Select(attribute => attribute.Key);

    public IEnumerable<string> Values => _sorted.Select(attribute => attribute.Value);

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no attribute '{key}'.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach (var attribute in _sorted)
        {
            if (attribute.Key == key)
            {
                value = attribute.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>Whether a name or a value contains the text, in whatever case.</summary>
    public bool Mention(string text) => Array.Exists(_sorted, attribute
        => attribute.Key.Contains(text, StringComparison.OrdinalIgnoreCase) || attribute.Value.Contains(text, StringComparison.OrdinalIgnoreCase));

    public bool Equals(TelemetryAttributes? other) => other is not null && _hash == other._hash && _sorted.AsSpan().SequenceEqual(other._sorted);

    public override bool Equals(object? obj) => Equals(obj as TelemetryAttributes);

    public override int GetHashCode() => _hash;

    public override string ToString() => string.Join(", ", _sorted.Select(attribute => $"{attribute.Key}={attribute.Value}"));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _sorted.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
