using CcDemo.Dashboard.Components.Metrics;

namespace CcDemo.Dashboard.Tests.Components.Metrics;

public class ChartScaleTests
{
    [Theory]
    [InlineData(new double[0], 0, 1)]
    [InlineData(new double[] { 0 }, 0, 1)]
    [InlineData(new double[] { 3, 9.1 }, 0, 10)]
    [InlineData(new double[] { 0.0007 }, 0, 0.0008)]
    [InlineData(new double[] { -5, 5 }, -5, 5)]
    [InlineData(new[] { -3.0 }, -3, 0)]
    [InlineData(new[] { double.NaN, double.PositiveInfinity, 2 }, 0, 2)]
    public void A_scale_begins_at_zero_and_ends_at_a_round_number(double[] values, double low, double high)
    {
        var scale = ChartScale.For(values);

        Assert.Equal(low, scale.Low, tolerance: 1e-9);
        Assert.Equal(high, scale.High, tolerance: 1e-9);
        Assert.Equal(low, scale.Ticks[0], tolerance: 1e-9);
        Assert.Equal(high, scale.Ticks[^1], tolerance: 1e-9);
        Assert.InRange(scale.Ticks.Count, 3, 7);
    }

    [Fact]
    public void Values_lie_between_the_ends_of_the_scale()
    {
        var scale = ChartScale.For([10]);

        Assert.Equal([0, 0.5, 1, 1, 0], new[] { 0, 5, 10, 1_000, double.NaN }.Select(scale.Part));
    }
}
