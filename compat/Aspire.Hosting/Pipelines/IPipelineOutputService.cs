using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>Where steps write their files.</summary>
[Experimental("ASPIREPIPELINES004", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public interface IPipelineOutputService
{
    /// <summary>The folder of <c>--output-path</c>, or aspire-output in the current folder. It is not created.</summary>
    string GetOutputDirectory();

    /// <summary>A folder in it for one resource. It is not created.</summary>
    string GetOutputDirectory(IResource resource);

    /// <summary>A folder for files of this run only.</summary>
    string GetTempDirectory();

    /// <summary>A folder in it for one resource.</summary>
    string GetTempDirectory(IResource resource);
}
