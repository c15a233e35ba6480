using System.Text;

namespace CcDemo.Producer.Keys;

/// <summary>
/// A file with the key. It is read anew each second: that also sees a file that is reached by way of a link which is
/// changed, as Kubernetes mounts them, and costs less than it takes to say so.
/// </summary>
internal sealed class FileKeySource(string name, string path, WantedKey wanted, TimeProvider time) : IKeySource
{
    public string Name => $"{name}, file {path},";

    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    public Task<KeyReading> ReadAsync(CancellationToken ct) => Task.FromResult(Read());

    /// <summary>Reads it.</summary>
    public KeyReading Read()
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[KeyDocument.MaxBytes + 1];
            var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return length <= KeyDocument.MaxBytes
                ? KeyDocument.Read(Encoding.UTF8.GetString(content, 0, length).TrimStart('\uFEFF'), wanted, time.GetUtcNow())
                : new KeyReading.Failed($"is larger than {KeyDocument.MaxBytes / 1024} KiB: name a file that holds public keys only.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new KeyReading.Failed($"cannot be read: {e.Message}");
        }
    }

    public void Dispose()
    {
    }
}
