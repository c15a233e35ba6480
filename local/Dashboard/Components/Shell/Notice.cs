using MudBlazor;

namespace CcDemo.Dashboard.Components.Shell;

/// <summary>Something that is said to the user.</summary>
/// <param name="Number">Counts those of one page.</param>
/// <param name="Text">A sentence.</param>
/// <param name="Severity">Success, information or error.</param>
internal sealed record Notice(int Number, string Text, Severity Severity);
