using System.Buffers;
using System.Text.Json;
using CcDemo.Consumer.Kafka;
using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Settings;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Output;

/// <summary>
/// Hands opened messages on to a program that reads a file or a named pipe: one JSON object a line, written before the
/// message's offset is committed. So each opened message is there at least once, whatever ends this program.
/// </summary>
internal sealed class MessageOutput(IOptions<ConsumerOptions> options) : IDisposable
{
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly FileStream? _file = options.Value.OutputFile is { Length: > 0 } file ? Open(file) : null;

    /// <summary>Writes the opened ones among some messages.</summary>
    /// <exception cref="IOException">The file takes no more; then nothing may be committed.</exception>
    public void Write(IReadOnlyList<TakenMessage> messages)
    {
        if (_file is null)
        {
            return;
        }

        _lines.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_lines);
        foreach (var message in messages)
        {
            if (message.Opening is { State: MessageState.Opened, Utf8: { } utf8 })
            {
                WriteObject(json, message, utf8.Span);
                json.Flush();
                json.Reset();
                _lines.Write("\n"u8);
            }
        }

        _file.Write(_lines.WrittenSpan);
    }

    public void Dispose() => _file?.Dispose();

    private static void WriteObject(Utf8JsonWriter json, TakenMessage message, ReadOnlySpan<byte> utf8)
    {
        json.WriteStartObject();
        json.WriteString("topic", message.Source.Topic);
        json.WriteNumber("partition", message.Source.Partition.Value);
        json.WriteNumber("offset", message.Source.Offset.Value);
        json.WriteString("timestamp", message.Source.Message.Timestamp.UtcDateTime);
        json.WriteString("keyId", message.Form?.KeyId);
        json.WriteString("text", utf8);
        json.WriteEndObject();
    }

    /// <summary>It holds what was sealed, so that only this user reads it.</summary>
    private static FileStream Open(string file)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var stream = new FileStream(file, options);
            if (stream.CanSeek && stream.Seek(0, SeekOrigin.End) > 0)
            {
                // A run that was killed while it wrote may have left half a line.
                stream.WriteByte((byte)'\n');
            }

            return stream;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(ConsumerOptions.Section, typeof(ConsumerOptions), [$"Consumer:OutputFile cannot be written: {e.Message}"]);
        }
    }
}
