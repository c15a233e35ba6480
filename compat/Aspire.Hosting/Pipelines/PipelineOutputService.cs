using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Pipelines;

internal sealed class PipelineOutputService(IConfiguration configuration) : IPipelineOutputService
{
    private readonly Lazy<string> _temporary = new(() => Directory.CreateTempSubdirectory("aspire-").FullName);

    public string GetOutputDirectory()
        => Path.GetFullPath(configuration["Pipeline:OutputPath"] ?? Path.Combine(Environment.CurrentDirectory, "aspire-output"));

    public string GetOutputDirectory(IResource resource) => Path.Combine(GetOutputDirectory(), resource.Name);

    public string GetTempDirectory() => _temporary.Value;

    public string GetTempDirectory(IResource resource) => Directory.CreateDirectory(Path.Combine(GetTempDirectory(), resource.Name)).FullName;
}
