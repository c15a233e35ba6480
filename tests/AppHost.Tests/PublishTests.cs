using Aspire.Hosting.ApplicationModel;

namespace CcDemo.AppHost.Tests;

public sealed class PublishTests
{
    [Fact]
    public async Task What_stands_for_Azure_locally_is_not_published()
    {
        await using var app = await ModelledApplication.CreateAsync("publish");

        Assert.DoesNotContain(app.Model.Resources, resource => resource.Name == "azure");
        Assert.Contains(app.Model.Resources, resource => resource.Name == "maa-endpoint");
    }

    [Fact]
    public async Task The_sidecar_listens_where_the_original_consumer_asks()
    {
        await using var app = await ModelledApplication.CreateAsync("publish");

        Assert.Equal(8080, app.Get<ProjectResource>("skr").Annotations.OfType<EndpointAnnotation>().Single().TargetPort);
    }

    [Fact]
    public async Task Values_that_exist_later_are_expressions()
    {
        await using var app = await ModelledApplication.CreateAsync("publish");
        var producer = await app.GetEnvironmentAsync("producer");
        var consumer = await app.GetEnvironmentAsync("consumer");

        Assert.Equal("/etc/ccdemo/message-key", producer["Producer__SettingsDirectory"]);
        Assert.Equal("{kafka.connectionString}", producer["ConnectionStrings__kafka"]);
        Assert.Equal("{maa-endpoint.value}", consumer["SkrClientMAAEndpoint"]);
        Assert.Equal("{skr.bindings.http.url}", consumer["services__skr__http__0"]);
    }

    [Fact]
    public async Task An_unknown_step_fails_by_name()
    {
        await using var app = await ModelledApplication.CreateAsync("do", "no-such-step");
        var error = await Assert.ThrowsAnyAsync<Exception>(app.RunPipelineAsync);

        Assert.Contains("no-such-step", error.Message, StringComparison.Ordinal);
    }
}
