namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where the value of a parameter comes from that nobody has set.</summary>
public abstract class ParameterDefault
{
    /// <summary>The value.</summary>
    public abstract string GetDefaultValue();
}
