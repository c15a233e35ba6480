namespace CcDemo.Producer.Sending;

/// <summary>The body of <c>POST /messages</c>.</summary>
internal sealed record SendRequest(string? Text);
