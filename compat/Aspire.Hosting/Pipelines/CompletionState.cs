using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>How a task or step ended.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public enum CompletionState
{
    /// <summary>It has not.</summary>
    InProgress = 0,

    /// <summary>Well.</summary>
    Completed = 1,

    /// <summary>With a warning.</summary>
    CompletedWithWarning = 2,

    /// <summary>With an error.</summary>
    CompletedWithError = 3,
}
