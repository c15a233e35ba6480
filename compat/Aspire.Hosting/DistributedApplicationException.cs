namespace Aspire.Hosting;

/// <summary>Something is wrong with the application; the message is for its developer.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>No message.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>A message.</summary>
    public DistributedApplicationException(string message) : base(message)
    {
    }

    /// <summary>A message and its cause.</summary>
    public DistributedApplicationException(string message, Exception inner) : base(message, inner)
    {
    }
}
