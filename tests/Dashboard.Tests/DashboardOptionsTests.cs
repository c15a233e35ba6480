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
        Assert.Equal("http://localhost:18889/", options.OtlpUrl!.AbsoluteUri);
        Assert.Equal("http://localhost:18890/", options.OtlpHttpUrl!.AbsoluteUri);
        Assert.Equal(32, options.BrowserToken!.Length);
        Assert.NotEqual(options.BrowserToken, Read().BrowserToken);
        Assert.Empty(options.OtlpApiKeys);
        Assert.Null(options.FeedUrl);
    }

    [Theory]
    [InlineData("urls", "http://0.0.0.0:18888")]
    [InlineData("urls", "http://*:18888")]
    [InlineData("urls", "https://localhost:18888")]
    [InlineData("urls", "http://localhost:18888;http://192.168.0.7:18888")]
    [InlineData("urls", "nonsense")]
    [InlineData(SettingNames.Otlp, "http://example.com:18889")]
    [InlineData(SettingNames.OtlpHttp, "http://example.com:18890")]
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

    [Theory]
    [InlineData(SettingNames.FrontendAuthMode, "OpenIdConnect", "BrowserToken or Unsecured")]
    [InlineData(SettingNames.FrontendAuthMode, "1", "BrowserToken or Unsecured")]
    [InlineData(SettingNames.OtlpAuthMode, "ClientCertificate", "ApiKey or Unsecured")]
    [InlineData(SettingNames.OtlpAuthMode, "ApiKey", SettingNames.OtlpApiKey)]
    [InlineData(SettingNames.BrowserToken, "short", "16 to 512")]
    [InlineData(SettingNames.AllowAnonymous, "perhaps", "true or false")]
    [InlineData(SettingNames.MaxBytes, "10", "from 1048576")]
    public void A_wrong_setting_is_named(string setting, string value, string hint)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read((setting, value)));

        Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
        Assert.Contains(hint, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_token_is_not_repeated()
        => Assert.DoesNotContain("geheim", Assert.Throws<OptionsValidationException>(() => Read((SettingNames.BrowserToken, "geheim"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(SettingNames.AllowAnonymous)]
    [InlineData(SettingNames.AllowAnonymousBefore)]
    public void Anonymous_access_switches_both_checks_off(string setting)
    {
        var options = Read((setting, "true"), (SettingNames.OtlpApiKey, "key"), (SettingNames.BrowserToken, "0123456789abcdef"));

        Assert.Null(options.BrowserToken);
        Assert.Empty(options.OtlpApiKeys);
    }

    [Fact]
    public void Who_names_one_address_for_telemetry_gets_only_that()
    {
        Assert.Null(Read((SettingNames.Otlp, "http://localhost:1")).OtlpHttpUrl);
        Assert.Null(Read((SettingNames.OtlpHttpBefore, "http://localhost:1")).OtlpUrl);
        Assert.Equal(2, Read((SettingNames.OtlpBefore, "http://localhost:2")).OtlpUrl!.Port);
    }

    [Fact]
    public void The_limits_can_be_set()
    {
        var limits = Read((SettingNames.MaxLogCount, "11"), (SettingNames.MaxMetricsCount, "12"), (SettingNames.MaxAttributeCount, "13"), (SettingNames.MaxAttributeLength, "14"), (SettingNames.MaxSpanEventCount, "15"), (SettingNames.MaxBytes, "2000000")).Limits;

        Assert.Equal((11, 12, 13, 14, 15, 2_000_000), (limits.MaxLogs, limits.MaxMetricPoints, limits.MaxAttributes, limits.MaxTextLength, limits.MaxEvents, limits.MaxBytes));
    }

    [Fact]
    public void Several_page_addresses_may_be_given()
        => Assert.Equal(2, Read(("urls", "http://localhost:1;http://dash.localhost:2")).PagesUrls.Count);

    private static DashboardOptions Read(params (string Name, string Value)[] settings)
        => DashboardOptions.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)))
            .Build());
}
