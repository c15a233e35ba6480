using System.Text;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace CcDemo.AppHost;

/// <summary>The folder of <c>--output-path</c>. A file in it is whole or not there, and a set of files likewise.</summary>
internal sealed class OutputFolder(string path)
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The full path.</summary>
    public string FullName { get; } = Path.GetFullPath(path);

    /// <summary>The output folder of a step.</summary>
    public static OutputFolder Of(PipelineStepContext context)
        => new(context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory());

    /// <summary>The full path of a file in it.</summary>
    public string PathOf(string name) => Path.Combine(FullName, name);

    /// <summary>The text of a file, or null when there is none.</summary>
    public async Task<string?> ReadAsync(string name, CancellationToken ct)
        => File.Exists(PathOf(name)) ? await File.ReadAllTextAsync(PathOf(name), ct) : null;

    /// <summary>Writes one file, in the place of an earlier one.</summary>
    /// <exception cref="DistributedApplicationException">The folder cannot be written.</exception>
    public Task WriteAsync(PublishedFile file, CancellationToken ct) => WriteAsync([file], [], ct);

    /// <summary>
    /// Writes files beside the folder first and moves them into it when all are written, so that a failure leaves the
    /// folder as it was.
    /// </summary>
    /// <param name="files">The files.</param>
    /// <param name="obsolete">Names of files of an earlier set that go.</param>
    /// <param name="ct">Cancels before anything is moved.</param>
    /// <exception cref="DistributedApplicationException">The folder cannot be written.</exception>
    public async Task WriteAsync(IReadOnlyCollection<PublishedFile> files, IReadOnlyCollection<string> obsolete, CancellationToken ct)
    {
        var staging = $"{FullName.TrimEnd(Path.DirectorySeparatorChar)}.{Guid.NewGuid():N}.tmp";

        try
        {
            Directory.CreateDirectory(staging);
            foreach (var file in files)
            {
                await File.WriteAllTextAsync(Path.Combine(staging, file.Name), file.Content, _utf8, ct);
            }

            ct.ThrowIfCancellationRequested();
            Directory.CreateDirectory(FullName);
            foreach (var file in files)
            {
                File.Move(Path.Combine(staging, file.Name), PathOf(file.Name), overwrite: true);
            }

            foreach (var name in obsolete.Except(files.Select(file => file.Name)))
            {
                File.Delete(PathOf(name));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The output folder '{FullName}' cannot be written: {e.Message}");
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }
}
