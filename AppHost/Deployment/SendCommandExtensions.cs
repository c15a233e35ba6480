using System.Net.Http.Json;

namespace CcDemo.AppHost;

internal static class SendCommandExtensions
{
    /// <summary>Adds a button to the dashboard that has the producer seal and send one message.</summary>
    public static IResourceBuilder<ProjectResource> WithSendCommand(this IResourceBuilder<ProjectResource> builder)
    {
        var endpoint = builder.GetEndpoint("http");

        return builder.WithCommand("send", "Send a message", async context =>
        {
            using var http = new HttpClient { BaseAddress = new Uri(endpoint.Url) };
            using var response = await http.PostAsJsonAsync(
                "/messages", new { text = "Hello from the dashboard" }, context.CancellationToken);
            return response.IsSuccessStatusCode
                ? CommandResults.Success()
                : CommandResults.Failure($"The producer answered {(int)response.StatusCode}.");
        }, new CommandOptions
        {
            Description = "Seals one message and sends it.",
            IconName = "Send",
            IconVariant = IconVariant.Filled,
            IsHighlighted = true,
            UpdateState = state => state.ResourceSnapshot.State?.Text == KnownResourceStates.Running
                ? ResourceCommandState.Enabled
                : ResourceCommandState.Disabled,
        });
    }
}
