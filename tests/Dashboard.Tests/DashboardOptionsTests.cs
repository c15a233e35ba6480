using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CcDemo.Dashboard.Tests;

public class DashboardOptionsTests
{
    [Fact]
    public void Without_settings_the_usual_addresses_apply()
    {
        var options = Read();

        Assert.Equal("http://localhost:18888/", Assert.Single(options.PagesUrls).AbsoluteUri);
        Assert.Equal("http://localhost:18889/", options.OtlpUrl.AbsoluteUri);
        Assert.Null(options.FeedUrl);
    }

    [Theory]
    [InlineData("urls", "http://0.0.0.0:18888")]
    [InlineData("urls", "http://*:18888")]
    [InlineData("urls", "https://localhost:18888")]
    [InlineData("urls", "http://localhost:18888;http://192.168.0.7:18888")]
    [InlineData("urls", "nonsense")]
    [InlineData(SettingNames.Otlp, "http://example.com:18889")]
    [InlineData(SettingNames.Feed, "http://example.com:1")]
    public void An_address_beyond_loopback_is_refused(string setting, string value)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read((setting, value)));

        Assert.Contains(setting == "urls" ? SettingNames.Pages : setting, refused.Message, StringComparison.Ordinal);
        Assert.Contains("loopback", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("0")]
    [InlineData("-5")]
    public void A_limit_that_is_no_sensible_number_is_refused(string value)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read((SettingNames.MaxTraceCount, value)));

        Assert.Contains("whole number", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_page_addresses_may_be_given()
        => Assert.Equal(2, Read(("urls", "http://localhost:1;http://dash.localhost:2")).PagesUrls.Count);

    private static DashboardOptions Read(params (string Name, string Value)[] settings)
        => DashboardOptions.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)))
            .Build());
}
