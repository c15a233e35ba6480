using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>What is said at the end of a run.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class PipelineSummary
{
    private readonly Lock _gate = new();
    private readonly List<PipelineSummaryItem> _items = [];

    /// <summary>What was added, in order.</summary>
    public ReadOnlyCollection<PipelineSummaryItem> Items
    {
        get
        {
            lock (_gate)
            {
                return new ReadOnlyCollection<PipelineSummaryItem>([.. _items]);
            }
        }
    }

    /// <summary>Adds a line.</summary>
    public void Add(string key, string value) => Add(new PipelineSummaryItem(key, value, enableMarkdown: false));

    /// <summary>Adds a line in Markdown.</summary>
    public void Add(string key, MarkdownString value) => Add(new PipelineSummaryItem(key, value.Value, enableMarkdown: true));

    private void Add(PipelineSummaryItem item)
    {
        lock (_gate)
        {
            _items.Add(item);
        }
    }
}
