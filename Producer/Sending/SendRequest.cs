using System.Text;
using Confluent.Kafka;

namespace CcDemo.Producer.Sending;

/// <summary>The body of <c>POST /messages</c>; key and headers stay readable on the topic, as Kafka has them.</summary>
internal sealed record SendRequest(string? Text, string? Key = null, IReadOnlyDictionary<string, string?>? Headers = null)
{
    private const int MostHeaders = 64;
    private const int LongestKey = 4096;
    private const int LargestHeaders = 16 * 1024;

    /// <summary>The headers that carry the trace of a message.</summary>
    private static readonly string[] Reserved = ["traceparent", "tracestate"];

    /// <summary>The message, or null and a sentence that says what is wrong.</summary>
    public OutgoingMessage? ToMessage(out string? problem)
    {
        problem = null;
        if (string.IsNullOrWhiteSpace(Text))
        {
            problem = "The text is empty.";
        }
        else if (Key is not null && Encoding.UTF8.GetByteCount(Key) > LongestKey)
        {
            problem = $"The key has more than {LongestKey} bytes.";
        }
        else if (Headers is { Count: > MostHeaders } || Headers?.Sum(header => header.Key.Length + (header.Value?.Length ?? 0)) > LargestHeaders)
        {
            problem = $"There are more than {MostHeaders} headers, or more than {LargestHeaders} characters in them.";
        }
        else if (Headers?.Keys.FirstOrDefault(name => name.Length == 0 || Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } name)
        {
            problem = $"A header cannot have the name '{name}': it is empty, or carries the trace.";
        }
        else
        {
            return new OutgoingMessage(
                Text,
                Key is null ? null : Encoding.UTF8.GetBytes(Key),
                [.. (Headers ?? new Dictionary<string, string?>()).Select(header => new Header(header.Key, header.Value is null ? null : Encoding.UTF8.GetBytes(header.Value)))]);
        }

        return null;
    }
}
