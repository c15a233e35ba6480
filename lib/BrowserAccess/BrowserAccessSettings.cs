namespace CcDemo.BrowserAccess;

/// <summary>What differs between the services that ask for a browser token.</summary>
/// <param name="Service">What is entered, as sentences have it: <c>consumer</c>.</param>
/// <param name="CookieName">The cookie of a login. Browsers keep cookies by host, not by port: services on one machine differ in it.</param>
/// <param name="LoginLifetime">How long a login lasts.</param>
/// <param name="Header">
/// The header with the token for programs, beside <c>Authorization: Bearer</c>; it goes first, for callers behind something that
/// keeps <c>Authorization</c> to itself, such as the proxy of the Kubernetes API.
/// </param>
public sealed record BrowserAccessSettings(string Service, string CookieName, TimeSpan LoginLifetime, string Header);
