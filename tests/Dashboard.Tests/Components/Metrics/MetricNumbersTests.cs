using CcDemo.Dashboard.Components.Metrics;

namespace CcDemo.Dashboard.Tests.Components.Metrics;

public class MetricNumbersTests
{
    [Theory]
    [InlineData(0, "s", "0 s")]
    [InlineData(0.0042, "s", "4.2 ms")]
    [InlineData(72, "s", "1.2 min")]
    [InlineData(0.5, "ms", "500 µs")]
    [InlineData(1536, "By", "1.5 KiB")]
    [InlineData(5 * 1024 * 1024, "By/s", "5 MiB/s")]
    [InlineData(12, "{request}", "12")]
    [InlineData(12.5, "{message}/s", "12.5 /s")]
    [InlineData(3, "1/s", "3 /s")]
    [InlineData(2_500_000, "", "2.5M")]
    [InlineData(12_345, "", "12.3k")]
    [InlineData(7, "Cel", "7 Cel")]
    public void A_value_is_written_with_its_unit(double value, string unit, string text) => Assert.Equal(text, MetricNumbers.Of(value, unit));
}
