using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>The names of steps that every pipeline has.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public static class WellKnownPipelineSteps
{
    /// <summary>Everything that is published.</summary>
    public const string Publish = "publish";

    /// <summary>Comes before publishing.</summary>
    public const string PublishPrereq = "publish-prereq";

    /// <summary>Everything that is deployed.</summary>
    public const string Deploy = "deploy";

    /// <summary>Comes before deploying.</summary>
    public const string DeployPrereq = "deploy-prereq";

    /// <summary>Finds the values of all parameters.</summary>
    public const string ProcessParameters = "process-parameters";

    /// <summary>Every image that is built.</summary>
    public const string Build = "build";

    /// <summary>Comes before building.</summary>
    public const string BuildPrereq = "build-prereq";

    /// <summary>Every image that is pushed.</summary>
    public const string Push = "push";

    /// <summary>Comes before pushing.</summary>
    public const string PushPrereq = "push-prereq";

    /// <summary>Writes the steps and their dependencies to the log.</summary>
    public const string Diagnostics = "diagnostics";
}
