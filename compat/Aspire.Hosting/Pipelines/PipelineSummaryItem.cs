using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>A line of what is said at the end of a run.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class PipelineSummaryItem(string key, string value, bool enableMarkdown)
{
    /// <summary>What it is about.</summary>
    public string Key { get; } = key;

    /// <summary>What is said.</summary>
    public string Value { get; } = value;

    /// <summary>Whether it is Markdown.</summary>
    public bool EnableMarkdown { get; } = enableMarkdown;
}
