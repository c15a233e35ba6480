using System.Net;

namespace CcDemo.AppHost;

/// <summary>What a web server answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Challenge">The header WWW-Authenticate; null when there is none.</param>
/// <param name="Text">The body.</param>
internal sealed record WebAnswer(HttpStatusCode Status, string? Challenge, string Text);
