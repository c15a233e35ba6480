using System.Text.RegularExpressions;
using CcDemo.MessageEncryption;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer.Settings;

/// <summary>Says what is wrong with the settings before anything is sent.</summary>
internal sealed partial class ProducerOptionsValidator : IValidateOptions<ProducerOptions>
{
    public ValidateOptionsResult Validate(string? name, ProducerOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(ProducerOptions options)
    {
        if (!TopicName().IsMatch(options.Topic))
        {
            yield return "The topic (TOPIC or Producer:Topic) has to be 1 to 249 letters, digits, dots, underscores or hyphens.";
        }

        if (!MessageFormats.TryParse(options.Format, out var format))
        {
            yield return $"The format (Producer:Format) is '{options.Format}'; it has to be jwe or rsa-oaep.";
        }
        else if (format == MessageFormat.Jwe && string.IsNullOrWhiteSpace(options.KeyId))
        {
            yield return "The key id (Producer:KeyId) is not set: the format jwe names the key in every message, as KEY NAME/VERSION.";
        }

        using (var key = PublicKeySetting.TryRead(options.PublicKey, out var problem))
        {
            if (problem is not null)
            {
                yield return problem;
            }
        }

        foreach (var (setting, value) in Numbers(options).Where(number => number.Value < 0))
        {
            yield return $"The setting {setting} is {value}; it has to be 0 or more.";
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
    ];

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,249}\z")]
    private static partial Regex TopicName();
}
