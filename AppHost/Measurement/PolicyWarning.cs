namespace CcDemo.AppHost;

/// <summary>Something worth knowing before a key is released to a pod with a policy.</summary>
/// <param name="Code">What kind of thing.</param>
/// <param name="Text">What it is and what follows from it, in whole sentences.</param>
internal sealed record PolicyWarning(PolicyWarningCode Code, string Text);
