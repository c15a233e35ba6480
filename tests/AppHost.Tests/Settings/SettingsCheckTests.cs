using Aspire.Hosting;
using CcDemo.AppHost.Tests.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.AppHost.Tests.Settings;

public sealed class SettingsCheckTests
{
    [Fact]
    public async Task Everything_that_is_missing_is_named_at_once_and_nothing_is_written()
    {
        using var folder = new PublishedFolder();
        await using var app = await ModelledApplication.CreateAsync("publish", "--output-path", folder.FullName, "--Parameters:registry=ccdemo.azurecr.io");
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(app.RunPipelineAsync);

        Assert.DoesNotContain("Parameters:registry ", error.Message, StringComparison.Ordinal);
        Assert.All(["maa-endpoint", "vault-endpoint", "identity-client-id"], name => Assert.Contains($"Parameters:{name} is missing", error.Message, StringComparison.Ordinal));
        Assert.Empty(folder.Everything);
    }

    [Fact]
    public async Task A_person_at_the_terminal_is_asked_for_what_is_missing()
    {
        using var folder = new PublishedFolder();
        var answers = new StringReader("ccdemo.azurecr.io\nccdemo.weu.attest.azure.net\nccdemo.vault.azure.net\n6f1a2c54-0d5b-4a86-9a7e-3c1d5b9e0a02\n");
        var questions = new StringWriter();
        await using var app = await ModelledApplication.CreateAsync(
            services => services.AddSingleton(new OperatorConsole(answers, questions, isInteractive: true)), "publish", "--output-path", folder.FullName);
        await app.RunPipelineAsync();

        Assert.StartsWith("registry (the registry of the images", questions.ToString(), StringComparison.Ordinal);
        Assert.Contains("value: ccdemo.vault.azure.net", folder.Read(PublishedNames.ConsumerFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_checked_like_any_other_value()
    {
        using var folder = new PublishedFolder();
        var answers = new StringReader("ccdemo.azurecr.io\nhttps://wrong\nccdemo.vault.azure.net\n6f1a2c54-0d5b-4a86-9a7e-3c1d5b9e0a02\n");
        await using var app = await ModelledApplication.CreateAsync(
            services => services.AddSingleton(new OperatorConsole(answers, TextWriter.Null, isInteractive: true)), "publish", "--output-path", folder.FullName);
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(app.RunPipelineAsync);

        Assert.Contains("Parameters:maa-endpoint is 'https://wrong', which has a scheme", error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Everything);
    }

    [Fact]
    public async Task A_file_gives_parameters_and_the_command_line_has_the_last_word()
    {
        using var folder = new PublishedFolder();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """
            {
              // comments are fine
              "registry": "fromfile.azurecr.io", "maa-endpoint": "ccdemo.weu.attest.azure.net", "vault-endpoint": "ccdemo.vault.azure.net",
              "identity-client-id": "6f1a2c54-0d5b-4a86-9a7e-3c1d5b9e0a02", "sidecar-user": 0, "source-ranges": ["203.0.113.0/24", "198.51.100.0/24"],
              "image-tag": "1.0",
            }
            """);

        await using var app = await ModelledApplication.CreateAsync("publish", "--output-path", folder.FullName, "--parameters", file, "--Parameters:image-tag=2.0");
        await app.RunPipelineAsync();
        File.Delete(file);
        var consumer = folder.Read(PublishedNames.ConsumerFile);

        Assert.Contains("image: fromfile.azurecr.io/skr:2.0", consumer, StringComparison.Ordinal);
        Assert.Contains("runAsUser: 0", consumer, StringComparison.Ordinal);
        Assert.Contains("- 198.51.100.0/24", consumer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{", "is not valid JSON")]
    [InlineData("""{"registry":{}}""", "'registry' in the parameters file")]
    public void A_file_of_another_form_is_refused(string content, string sentence)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, content);
        var error = Assert.Throws<DistributedApplicationException>(() => ParametersFile.Read(file));
        File.Delete(file);

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
        => Assert.Contains("'no-such-file.json' cannot be read", Assert.Throws<DistributedApplicationException>(() => ParametersFile.Read("no-such-file.json")).Message, StringComparison.Ordinal);
}
