namespace CcDemo.Consumer.Messages;

/// <summary>How far a message has come.</summary>
public enum MessageState
{
    /// <summary>No key for it is held.</summary>
    Sealed,

    /// <summary>Its text is known.</summary>
    Opened,

    /// <summary>A key is held, and it cannot be opened with it.</summary>
    Refused,
}
