using Aspire.Hosting;

namespace CcDemo.AppHost.Tests;

public sealed class PublishedImagesTests
{
    private static readonly string _digest = $"sha256:{new string('a', 64)}";

    [Fact]
    public void An_image_that_was_pushed_is_pinned_to_its_digest()
    {
        var images = PublishedImages.Parse(null, "images.json").With("consumer", new PublishedImage("reg.example/consumer:1", _digest, "c"));

        Assert.Equal($"reg.example/consumer:1@{_digest}", images.Reference("reg.example/consumer:1"));
    }

    [Fact]
    public void Another_tag_than_the_one_that_was_pushed_is_not_pinned()
    {
        var images = PublishedImages.Parse(null, "images.json").With("consumer", new PublishedImage("reg.example/consumer:1", _digest, "c"));

        Assert.Equal("reg.example/consumer:2", images.Reference("reg.example/consumer:2"));
    }

    [Fact]
    public void The_file_is_read_as_it_is_written()
    {
        var image = new PublishedImage("reg.example/ccdemo/consumer:1", _digest, "c");
        var file = PublishedImages.Parse(null, "images.json").With("consumer", image).ToFile();

        Assert.Equal(PublishedNames.ImagesFile, file.Name);
        Assert.Equal(image, PublishedImages.Parse(file.Content, file.Name).Find("consumer"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"consumer\":null}")]
    [InlineData("{\"consumer\":{\"image\":\"a:1\",\"digest\":\"sha256:short\"}}")]
    [InlineData("{\"consumer\":")]
    public void A_file_of_another_form_is_refused_by_name(string json)
        => Assert.Contains("'images.json' is not what 'push-images' writes", Assert.Throws<DistributedApplicationException>(() => PublishedImages.Parse(json, "images.json")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("name.azurecr.io", "name.azurecr.io", "consumer")]
    [InlineData("name.azurecr.io/ccdemo", "name.azurecr.io", "ccdemo/consumer")]
    [InlineData("localhost:5000/a/b", "localhost:5000", "a/b/consumer")]
    public void A_registry_may_have_a_path(string registry, string host, string repository)
    {
        var settings = SampleFiles.Settings(("registry", registry));
        var address = ImageAddress.Of(settings, "consumer");

        Assert.Equal((host, repository, settings.Image("consumer")), (address.Registry, address.Repository, address.ToString()));
    }

    [Fact]
    public async Task The_content_of_a_build_is_told_apart_by_names_bytes_and_recipe()
    {
        var folder = Directory.CreateTempSubdirectory("ccdemo-content-");

        try
        {
            async Task<string> HashAsync(string recipe = "base") => await BuildContent.HashAsync(folder, recipe, CancellationToken.None);

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a"), "one");
            var first = await HashAsync();
            Assert.Equal(first, await HashAsync());
            Assert.NotEqual(first, await HashAsync("another base"));

            File.Move(Path.Combine(folder.FullName, "a"), Path.Combine(folder.FullName, "b"));
            Assert.NotEqual(first, await HashAsync());

            File.Move(Path.Combine(folder.FullName, "b"), Path.Combine(folder.FullName, "a"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a"), "two");
            Assert.NotEqual(first, await HashAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
