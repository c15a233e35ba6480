using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CcDemo.Dashboard.Components.Metrics;

/// <summary>A text in a chart. In C#, because Razor takes SVG's <c>text</c> element for its own.</summary>
public sealed class ChartLabel : ComponentBase
{
    /// <summary>Where it is, in the chart's units.</summary>
    [Parameter, EditorRequired]
    public string X { get; set; } = "";

    /// <summary>Its baseline, in the chart's units.</summary>
    [Parameter, EditorRequired]
    public string Y { get; set; } = "";

    /// <summary>SVG's <c>text-anchor</c>.</summary>
    [Parameter]
    public string Anchor { get; set; } = "start";

    /// <summary>What it says.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", "tick");
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddAttribute(4, "text-anchor", Anchor);
        builder.AddContent(5, Text);
        builder.CloseElement();
    }
}
