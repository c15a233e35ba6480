using CcDemo.Dashboard.Components.Shared;

namespace CcDemo.Dashboard.Tests.Components;

public class ServiceColoursTests
{
    [Fact]
    public void As_long_as_there_are_colours_no_two_services_share_one_and_each_keeps_its_own()
    {
        var colours = new ServiceColours();
        var services = Enumerable.Range(1, 8).Select(number => $"service-{number}").ToList();

        var first = services.Select(colours.Of).ToList();

        Assert.Equal(8, first.Distinct().Count());
        Assert.Equal(first, services.Select(colours.Of));
        Assert.Contains(colours.Of("one more"), first);
        Assert.Equal(colours.Of("one more"), colours.Of("one more"));
    }
}
