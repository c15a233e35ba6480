using System.Text.RegularExpressions;
using CcDemo.Consumer.Keys;
using CcDemo.ServicePages;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer.Settings;

/// <summary>Says what is wrong with the settings before anything is consumed.</summary>
internal sealed partial class ConsumerOptionsValidator : IValidateOptions<ConsumerOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsumerOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(ConsumerOptions options)
    {
        if (!TopicName().IsMatch(options.Topic))
        {
            yield return "The topic (TOPIC or Consumer:Topic) has to be 1 to 245 letters, digits, dots, underscores or hyphens.";
        }

        if (string.IsNullOrWhiteSpace(options.Group))
        {
            yield return "The consumer group (CONSUMERGROUP or Consumer:Group) is empty.";
        }

        if (options.GroupProtocol is not ("classic" or "consumer"))
        {
            yield return $"The group protocol (Consumer:GroupProtocol) is '{options.GroupProtocol}'; it has to be classic or consumer.";
        }

        if (options.Capacity < 1 || options.CapacityBytes < 1)
        {
            yield return "Consumer:Capacity and Consumer:CapacityBytes have to be 1 or more.";
        }

        if (options.RetryAfter <= TimeSpan.Zero || options.WaitForMessage <= TimeSpan.Zero)
        {
            yield return "Consumer:RetryAfter and Consumer:WaitForMessage have to be times above zero, such as 00:00:02.";
        }

        if (options.DashboardUrl.Length > 0 && !WebAddress.IsOne(options.DashboardUrl))
        {
            yield return $"The dashboard (Consumer:DashboardUrl) is '{options.DashboardUrl}'; it has to be an address that begins with http:// or https://.";
        }

        if (options.KeyRecheck < TimeSpan.Zero)
        {
            yield return "Consumer:KeyRecheck has to be a time such as 00:05:00, or 0 for never.";
        }

        if (options.OpeningThreads < 1 || options.InFlightMessages < 1 || options.InFlightBytes < 1)
        {
            yield return "Consumer:OpeningThreads, Consumer:InFlightMessages and Consumer:InFlightBytes have to be 1 or more.";
        }

        if (options.PrefetchBytes is < 1024 or > 2_000_000_000)
        {
            yield return "Consumer:PrefetchBytes has to be 1,024 to 2,000,000,000.";
        }

        if (options.SpansPerSecond < 0)
        {
            yield return "Consumer:SpansPerSecond has to be 0 or more.";
        }

        foreach (var problem in KeyProblems(options))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> KeyProblems(ConsumerOptions options)
    {
        var waits = options.WhenKeyIsMissing == WhenKeyIsMissing.Wait;
        if (!waits && !string.IsNullOrEmpty(options.OutputFile))
        {
            yield return "Consumer:OutputFile is set, and messages that were shown sealed would be missing there: set Consumer:WhenKeyIsMissing to Wait.";
        }

        if (options.KeyId.Length == 0)
        {
            if (waits)
            {
                yield return "Consumer:WhenKeyIsMissing is Wait, but no key is named that could come: set SkrClientKID (Consumer:KeyId).";
            }

            yield break;
        }

        if (!KeyName.TryParse(options.KeyId, out _))
        {
            yield return $"The key (SkrClientKID or Consumer:KeyId) is '{options.KeyId}'; it has to be NAME or NAME/VERSION, of letters, digits and hyphens.";
        }

        if (string.IsNullOrWhiteSpace(options.MaaEndpoint))
        {
            yield return "A key is named, but no attestation provider: set SkrClientMAAEndpoint (Consumer:MaaEndpoint) to its host name.";
        }

        if (string.IsNullOrWhiteSpace(options.AkvEndpoint))
        {
            yield return "A key is named, but no key vault: set SkrClientAKVEndpoint (Consumer:AkvEndpoint) to its host name.";
        }
    }

    // 249 characters are Kafka's limit, and the dead-letter topic adds four.
    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,245}\z")]
    private static partial Regex TopicName();
}
