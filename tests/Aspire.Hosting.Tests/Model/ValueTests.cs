using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace CcDemo.Aspire.Hosting.Tests.Model;

public sealed class ValueTests
{
    [Fact]
    public async Task An_expression_doubles_literal_braces_and_waits_for_its_values()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        var name = builder.AddParameter("name", () => "world");
        var expression = ReferenceExpression.Create($"{{hello}} {name} {"!"}");

        Assert.Equal("{{hello}} {0} !", expression.Format);
        Assert.Equal("{hello} {name.value} !", expression.ValueExpression);
        Assert.Equal("{hello} world !", await expression.GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_missing_parameter_names_its_key()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        var parameter = builder.AddParameter("api-key", secret: true);
        var error = await Assert.ThrowsAsync<MissingParameterValueException>(async () => await parameter.Resource.GetValueAsync(default));

        Assert.Contains("Parameters:api-key", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Parameters:api-key=v")]
    [InlineData("--Parameters:api_key=v")]
    public async Task A_parameter_is_configured_with_hyphens_or_underscores(string argument)
        => Assert.Equal("v", await DistributedApplicationTestingBuilder.Create(argument).AddParameter("api-key").Resource.GetValueAsync(default));

    [Fact]
    public async Task Who_needs_a_missing_parameter_fails_to_start_and_says_so()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("sh", "/bin/sh", "/").WithEnvironment("KEY", builder.AddParameter("key"));
        await using var app = await builder.BuildAsync();
        await app.StartAsync();

        await app.ResourceNotifications.WaitForResourceAsync("key", "Value missing");
        await app.ResourceNotifications.WaitForResourceAsync("sh", KnownResourceStates.FailedToStart);
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("a_b")]
    [InlineData("a--b")]
    [InlineData("a-")]
    public void Such_a_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => new Actor(name));
}
