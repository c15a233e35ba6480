using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace CcDemo.AppHost;

/// <summary>A Kubernetes manifest: one YAML document or several, read from a file that anybody may have written.</summary>
internal sealed class Manifest
{
    /// <summary>The largest file that is read, in bytes: Kubernetes takes no object beyond 1.5 MiB.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private const int MaxDepth = 64;
    private const char ByteOrderMark = '\uFEFF';

    private Manifest(string text, bool hasByteOrderMark, IReadOnlyList<YamlDocument> documents, IReadOnlyList<ManifestPod> pods)
    {
        Text = text;
        HasByteOrderMark = hasByteOrderMark;
        Documents = documents;
        Pods = pods;
    }

    /// <summary>The file's text without its byte order mark.</summary>
    public string Text { get; }

    /// <summary>Whether the file begins with a byte order mark.</summary>
    public bool HasByteOrderMark { get; }

    /// <summary>The documents.</summary>
    public IReadOnlyList<YamlDocument> Documents { get; }

    /// <summary>The pods of all documents, in the file's order; at least one.</summary>
    public IReadOnlyList<ManifestPod> Pods { get; }

    /// <summary>Reads a file's content.</summary>
    public static Outcome<Manifest> Parse(ReadOnlySpan<byte> content)
    {
        if (content.Length > MaxLength)
        {
            return Error(MeasurementErrorCode.FileTooLarge, $"The file has {content.Length:N0} bytes; a manifest of at most {MaxLength:N0} is read.");
        }

        return StrictText.TryDecode(content, out var text)
            ? Parse(text)
            : Error(MeasurementErrorCode.FileNotText, "The file is not text in UTF-8. Give the YAML file of the pod.");
    }

    /// <summary>Reads a file's text.</summary>
    public static Outcome<Manifest> Parse(string text)
    {
        var hasByteOrderMark = text.StartsWith(ByteOrderMark);
        text = hasByteOrderMark ? text[1..] : text;
        var stream = new YamlStream();

        try
        {
            if (FindUnsupported(text) is { } unsupported)
            {
                return Error(MeasurementErrorCode.UnsupportedYaml, unsupported);
            }

            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            return Error(
                MeasurementErrorCode.NotYaml,
                $"The file is not YAML: line {e.Start.Line}, column {e.Start.Column}: {StrictText.ForDisplay(e.Message).TrimEnd('.')}.");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The library's scanner has errors of its own on some broken input.
            return Error(MeasurementErrorCode.NotYaml, $"The file is not YAML: {StrictText.ForDisplay(e.Message).TrimEnd('.')}.");
        }

        List<YamlMappingNode> objects = [.. stream.Documents.SelectMany(document => FindObjects(document.RootNode))];

        if (objects.Count == 0)
        {
            return Error(MeasurementErrorCode.NoKubernetesObject, "No document of the file is a Kubernetes object: none has both 'apiVersion' and 'kind'.");
        }

        List<ManifestPod> pods = [.. objects.Select(ManifestPod.Find).OfType<ManifestPod>()];
        return pods.Count > 0
            ? new Manifest(text, hasByteOrderMark, [.. stream.Documents], pods)
            : Error(
                MeasurementErrorCode.NoPod,
                $"No object of the file has a pod: it holds {string.Join(", ", objects.Select(item => StrictText.ForDisplay(item.Get("kind").Text() ?? "?", 40)).Distinct())}.");
    }

    /// <summary>Looks for what would make a small file a large or an endless object.</summary>
    private static string? FindUnsupported(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;

        while (parser.MoveNext())
        {
            if (parser.Current is AnchorAlias alias)
            {
                return $"Line {alias.Start.Line} of the file is an alias (*{StrictText.ForDisplay(alias.Value.Value, 40)}), which is not read. Write the value out.";
            }

            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth)
            {
                return $"Line {parser.Current.Start.Line} of the file is nested deeper than any Kubernetes object.";
            }
        }

        return null;
    }

    private static IEnumerable<YamlMappingNode> FindObjects(YamlNode node) => node switch
    {
        YamlMappingNode list when list.Get("kind").Text() == "List" && list.Get("apiVersion").Text() is not null
            => list.Get("items").Items().SelectMany(FindObjects),
        YamlMappingNode item when item.Get("kind").Text() is not null && item.Get("apiVersion").Text() is not null => [item],
        _ => [],
    };

    private static MeasurementError Error(MeasurementErrorCode code, string message) => new(code, message);
}
