namespace Aspire.Hosting;

/// <summary>A parameter has no value.</summary>
public class MissingParameterValueException : DistributedApplicationException
{
    /// <summary>A message that names the key.</summary>
    public MissingParameterValueException(string message) : base(message)
    {
    }

    /// <summary>A message that names the key, and the cause.</summary>
    public MissingParameterValueException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
