using System.Net;

namespace CcDemo.AppHost;

/// <summary>The cluster said no, or did not answer. The message is a sentence for the operator.</summary>
internal sealed class ClusterException : DistributedApplicationException
{
    public ClusterException()
    {
    }

    public ClusterException(string message)
        : base(message)
    {
    }

    public ClusterException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The answer's status; null when there was no answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The fields that others manage, when that is why.</summary>
    public IReadOnlyList<FieldConflict> Conflicts { get; init; } = [];
}
