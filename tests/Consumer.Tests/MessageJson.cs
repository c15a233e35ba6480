using System.Text.Json;

namespace CcDemo.Consumer.Tests;

/// <summary>Reads the members of a message of <c>/api/messages</c>.</summary>
internal static class MessageJson
{
    public static string? Text(this JsonElement message) => message.GetProperty("text").GetString();

    public static string? State(this JsonElement message) => message.GetProperty("state").GetString();

    public static string? Reason(this JsonElement message) => message.GetProperty("reason").GetString();

    public static string? Sealed(this JsonElement message) => message.GetProperty("sealed").GetString();
}
