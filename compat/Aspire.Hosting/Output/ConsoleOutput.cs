using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Output;

/// <summary>The console of the AppHost: every line begins with the name of who wrote it.</summary>
internal sealed class ConsoleOutput(DistributedApplicationModel model)
{
    public const string AppHost = "apphost";

    private static readonly string[] _colours = ["36", "33", "35", "32", "34", "96", "93", "95", "92", "94"];
    private readonly Lock _gate = new();
    private readonly bool _hasColour = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    private readonly Dictionary<string, int> _indexes = new(StringComparer.OrdinalIgnoreCase);
    private int _width;

    public void Write(string name, string text, bool toStandardError = false)
    {
        var target = toStandardError ? Console.Error : Console.Out;

        lock (_gate)
        {
            foreach (var line in text.Split('\n'))
            {
                target.WriteLine($"{Prefix(name)}{(_hasColour ? line.TrimEnd('\r') : AnsiText.Strip(line.TrimEnd('\r')))}");
            }
        }
    }

    private string Prefix(string name)
    {
        if (_width == 0)
        {
            _width = model.Resources.Where(r => r is not ParameterResource).Select(r => r.Name.Length).Append(AppHost.Length).Append("dashboard".Length).Max();
        }

        if (!_indexes.TryGetValue(name, out var index))
        {
            _indexes[name] = index = _indexes.Count;
        }

        var padded = name.PadRight(_width);
        return _hasColour ? $"\e[{_colours[index % _colours.Length]}m{padded} |\e[0m " : $"{padded} | ";
    }
}
