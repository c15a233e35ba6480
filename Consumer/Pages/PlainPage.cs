using System.Text;
using CcDemo.Consumer.Api;
using CcDemo.Consumer.Attestation;

namespace CcDemo.Consumer.Pages;

/// <summary>The page as plain text: the original demo's lines.</summary>
internal static class PlainPage
{
    public const string Welcome = "Welcome to Confidential Containers on AKS!";
    public const string Heading = "Encrypted Kafka Message:";

    public static string Write(MessageView? latest, AttestationView attestation)
    {
        var page = new StringBuilder();
        page.AppendLine(Welcome).AppendLine(Heading).AppendLine(OneLine(latest?.Text ?? latest?.Sealed ?? "No message has arrived yet."));
        if (latest?.Text is null)
        {
            page.AppendLine(OneLine(KeyHeadline.PlainOf(attestation)));
        }

        return page.ToString();
    }

    /// <summary>A message's text must not end the line or drive the reader's terminal.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
