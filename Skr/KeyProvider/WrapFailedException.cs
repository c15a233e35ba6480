namespace CcDemo.Skr.KeyProvider;

/// <summary>Data cannot be wrapped with the key that was named. The message is a sentence for the caller; it holds nothing of the data.</summary>
internal sealed class WrapFailedException(string message, Exception? cause = null) : Exception(message, cause);
