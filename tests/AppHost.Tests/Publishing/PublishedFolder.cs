using k8s;

namespace CcDemo.AppHost.Tests.Publishing;

/// <summary>An output folder of its own for one test, and what <c>publish</c> wrote into it.</summary>
internal sealed class PublishedFolder : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("ccdemo-publish-").FullName;

    public string FullName => Path.Combine(_parent, "output");

    /// <summary>Everything beside the output folder and in it, as relative paths.</summary>
    public IReadOnlyList<string> Everything => [.. Directory.EnumerateFileSystemEntries(_parent, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_parent, path)).Order(StringComparer.Ordinal)];

    public string Read(string name) => File.ReadAllText(Path.Combine(FullName, name));

    public void Write(string name, string content) => File.WriteAllText(Path.Combine(FullName, name), content);

    public IReadOnlyDictionary<string, string> ReadAll()
        => Directory.EnumerateFiles(FullName).ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>The objects of a file, read strictly: an unknown or misspelt field throws.</summary>
    public IReadOnlyList<T> Objects<T>(string name) => [.. KubernetesYaml.LoadAllFromString(Read(name), KubernetesTypes.Map, strict: true).OfType<T>()];

    /// <summary>Runs <c>publish</c> for a deployment of <see cref="Deployments"/>.</summary>
    public async Task PublishAsync(string deployment, params string[] more)
    {
        await using var app = await ModelledApplication.CreateAsync(["publish", "--output-path", FullName, .. Deployments.Arguments(deployment), .. more]);
        await app.RunPipelineAsync();
    }

    public void Dispose() => Directory.Delete(_parent, recursive: true);
}
