using System.Text.RegularExpressions;
using CcDemo.MessageEncryption;
using CcDemo.Producer.Keys;
using CcDemo.ServicePages;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Settings;

/// <summary>Says what is wrong with the settings before anything is sent.</summary>
internal sealed partial class ProducerOptionsValidator(TimeProvider time) : IValidateOptions<ProducerOptions>
{
    public ValidateOptionsResult Validate(string? name, ProducerOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(ProducerOptions options)
    {
        if (!TopicName().IsMatch(options.Topic))
        {
            yield return "The topic (TOPIC or Producer:Topic) has to be 1 to 249 letters, digits, dots, underscores or hyphens.";
        }

        if (!MessageFormats.TryParse(options.Format, out var format))
        {
            yield return $"The format (Producer:Format) is '{options.Format}'; it has to be jwe or rsa-oaep.";
        }

        foreach (var problem in KeySourceSettings.Of(options).Problems(time))
        {
            yield return problem;
        }

        if (options.MessagesPerContentKey is < 1 or > 1L << 32)
        {
            yield return $"The setting Producer:MessagesPerContentKey is {options.MessagesPerContentKey}; it has to be 1 to 4294967296.";
        }

        if (options.BindMessageKeys && format == MessageFormat.RsaOaep)
        {
            yield return "The setting Producer:BindMessageKeys needs the format jwe: rsa-oaep has no place for a Kafka key.";
        }

        foreach (var (setting, value) in Times(options).Where(time => time.Value <= TimeSpan.Zero))
        {
            yield return $"The setting {setting} is {value}; it has to be more than 0.";
        }

        foreach (var (setting, value) in Bounds(options).Where(bound => bound.Value < 1))
        {
            yield return $"The setting {setting} is {value}; it has to be 1 or more.";
        }

        foreach (var (setting, value) in Numbers(options).Where(number => number.Value < 0))
        {
            yield return $"The setting {setting} is {value}; it has to be 0 or more.";
        }

        if (options.ConsumerUrl.Length > 0 && !WebAddress.IsOne(options.ConsumerUrl))
        {
            yield return $"The consumer's page (Producer:ConsumerUrl) is '{options.ConsumerUrl}'; it has to be an address that begins with http:// or https://.";
        }

        if (options is { Rate: > 0, SendDuration: 0 })
        {
            yield return "SENDDURATION (Producer:SendDuration) is 0 seconds, so nothing would ever be sent: set it to 1 or more, or RATE to 0.";
        }
    }

    private static IEnumerable<(string Setting, int Value)> Numbers(ProducerOptions options) =>
    [
        ("RATE (Producer:Rate)", options.Rate),
        ("RATEDEVIATION (Producer:RateDeviation)", options.RateDeviation),
        ("SENDDURATION (Producer:SendDuration)", options.SendDuration),
        ("SENDDURATIONDEVIATION (Producer:SendDurationDeviation)", options.SendDurationDeviation),
        ("RESTDURATION (Producer:RestDuration)", options.RestDuration),
        ("RESTDURATIONDEVIATION (Producer:RestDurationDeviation)", options.RestDurationDeviation),
        ("Producer:TracesPerSecond", options.TracesPerSecond),
    ];

    private static IEnumerable<(string Setting, TimeSpan Value)> Times(ProducerOptions options) =>
    [
        ("Producer:ContentKeyLifetime", options.ContentKeyLifetime),
        ("Producer:SendTimeout", options.SendTimeout),
    ];

    private static IEnumerable<(string Setting, long Value)> Bounds(ProducerOptions options) =>
    [
        ("Producer:MaxInFlight", options.MaxInFlight),
        ("Producer:MaxInFlightBytes", options.MaxInFlightBytes),
    ];

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,249}\z")]
    private static partial Regex TopicName();
}
