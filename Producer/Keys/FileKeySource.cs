using System.Buffers;
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
        // So large an array each second would be garbage of the kind that is collected last. By mistake it can be a private key.
        var content = ArrayPool<byte>.Shared.Rent(KeyDocument.MaxBytes + 1);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = file.ReadAtLeast(content.AsSpan(0, KeyDocument.MaxBytes + 1), KeyDocument.MaxBytes + 1, throwOnEndOfStream: false);
            return length <= KeyDocument.MaxBytes
                ? KeyDocument.Read(Encoding.UTF8.GetString(content, 0, length).TrimStart('\uFEFF'), wanted, time.GetUtcNow())
                : new KeyReading.Failed($"is larger than {KeyDocument.MaxBytes / 1024} KiB: name a file that holds public keys only.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new KeyReading.Failed($"cannot be read: {e.Message}");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(content, clearArray: true);
        }
    }

    public void Dispose()
    {
    }
}
