namespace CcDemo.Skr.Errors;

/// <summary>Too much was asked at once. The message is a sentence for the caller. Answered with 503.</summary>
internal sealed class OverloadException(string message) : Exception(message);
