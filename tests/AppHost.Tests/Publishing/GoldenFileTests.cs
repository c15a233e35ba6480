namespace CcDemo.AppHost.Tests.Publishing;

public sealed class GoldenFileTests
{
    public static TheoryData<string> AllDeployments => new(Deployments.Names);

    [Theory]
    [MemberData(nameof(AllDeployments))]
    public async Task The_files_of_a_deployment_are_these(string deployment)
    {
        using var folder = new PublishedFolder();
        await folder.PublishAsync(deployment);
        var files = folder.ReadAll();

        if (GoldenFiles.ToBeUpdated)
        {
            GoldenFiles.Update(deployment, files);
        }

        var expected = GoldenFiles.Read(deployment);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(expected[file.Key], file.Value));
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes()
    {
        using var first = new PublishedFolder();
        using var second = new PublishedFolder();
        await first.PublishAsync("aks-kata-cc-public");
        await second.PublishAsync("aks-kata-cc-public");
        await second.PublishAsync("aks-kata-cc-public");

        Assert.Equal(first.ReadAll(), second.ReadAll());
    }
}
