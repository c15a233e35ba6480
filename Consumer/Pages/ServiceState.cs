namespace CcDemo.Consumer.Pages;

/// <summary>How something stands that this consumer rests on.</summary>
/// <param name="Name"><c>key</c>, <c>broker</c> or <c>sidecar</c>.</param>
/// <param name="State"><c>good</c>, <c>waiting</c>, <c>bad</c> or <c>none</c>.</param>
/// <param name="Text">The same in words.</param>
public sealed record ServiceState(string Name, string State, string Text);
