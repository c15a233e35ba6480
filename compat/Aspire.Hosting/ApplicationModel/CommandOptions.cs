namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command is shown.</summary>
public class CommandOptions
{
    internal static readonly CommandOptions Default = new();

    /// <summary>What it does.</summary>
    public string? Description { get; set; }

    /// <summary>Not used by the host.</summary>
    public object? Parameter { get; set; }

    /// <summary>What is asked before it is done.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>The name of its icon.</summary>
    public string? IconName { get; set; }

    /// <summary>The variant of its icon.</summary>
    public IconVariant? IconVariant { get; set; }

    /// <summary>Whether it is shown in lists too.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Says whether it can be given; without it, always.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}
