namespace CcDemo.Skr.Errors;

/// <summary>The caller's request cannot be understood. The message is a sentence for the caller. Answered with 400.</summary>
internal sealed class BadRequestException(string message) : Exception(message);
