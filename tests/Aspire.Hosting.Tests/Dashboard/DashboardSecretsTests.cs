using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.Configuration;

namespace CcDemo.Aspire.Hosting.Tests.Dashboard;

public class DashboardSecretsTests
{
    [Fact]
    public void Each_run_has_a_token_and_a_key_of_its_own()
    {
        var (first, second) = (Variables(), Variables());

        Assert.Equal("BrowserToken", first["DASHBOARD__FRONTEND__AUTHMODE"]);
        Assert.Equal("ApiKey", first["DASHBOARD__OTLP__AUTHMODE"]);
        Assert.Equal(32, first["DASHBOARD__FRONTEND__BROWSERTOKEN"].Length);
        Assert.NotEqual(first["DASHBOARD__FRONTEND__BROWSERTOKEN"], second["DASHBOARD__FRONTEND__BROWSERTOKEN"]);
        Assert.NotEqual(first["DASHBOARD__OTLP__PRIMARYAPIKEY"], second["DASHBOARD__OTLP__PRIMARYAPIKEY"]);
        Assert.NotEqual(first["DASHBOARD__OTLP__PRIMARYAPIKEY"], first["DASHBOARD__FRONTEND__BROWSERTOKEN"]);
    }

    [Fact]
    public void A_given_token_is_taken()
        => Assert.Equal("given-token", Variables(("ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN", "given-token"))["DASHBOARD__FRONTEND__BROWSERTOKEN"]);

    [Fact]
    public void An_open_dashboard_asks_for_neither()
    {
        var variables = Variables(("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", "true"), ("ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN", "given-token"));

        Assert.Equal("Unsecured", variables["DASHBOARD__FRONTEND__AUTHMODE"]);
        Assert.Equal("Unsecured", variables["DASHBOARD__OTLP__AUTHMODE"]);
        Assert.Equal(2, variables.Count);
    }

    [Fact]
    public void The_pages_can_be_open_while_telemetry_needs_its_key()
    {
        var variables = Variables(("Dashboard:Frontend:AuthMode", "Unsecured"));

        Assert.Equal("Unsecured", variables["DASHBOARD__FRONTEND__AUTHMODE"]);
        Assert.Equal("ApiKey", variables["DASHBOARD__OTLP__AUTHMODE"]);
    }

    private static Dictionary<string, string> Variables(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)));
        DashboardSecrets.AddTo(configuration);
        var variables = new Dictionary<string, string>();
        DashboardSecrets.AddTo(variables, configuration);
        return variables;
    }
}
