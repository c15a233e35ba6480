using System.Diagnostics;

namespace CcDemo.AzureEmulator;

/// <summary>The emulator's own spans, within those of the requests.</summary>
internal static class EmulatorActivity
{
    public static ActivitySource Source { get; } = new("CcDemo.AzureEmulator");

    /// <summary>Marks the current span as refused, with the reason.</summary>
    public static void Refuse(this Activity? activity, string reason) => activity?.SetStatus(ActivityStatusCode.Error, reason);
}
