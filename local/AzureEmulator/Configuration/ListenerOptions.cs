namespace CcDemo.AzureEmulator.Configuration;

/// <summary>One loopback listener.</summary>
internal sealed class ListenerOptions
{
    /// <summary>The TCP port; 0 = any free one.</summary>
    public int Port { get; set; }

    /// <summary>The address that clients use, when it is not <c>localhost</c> and the port.</summary>
    public Uri? PublicUrl { get; set; }
}
