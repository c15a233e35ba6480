using System.Text.RegularExpressions;

namespace CcDemo.AppHost;

/// <summary>A denial of the guest's agent: which request the measured policy does not allow, and the rules that it says it tried.</summary>
/// <param name="Request">The agent's request, such as <c>CreateContainerRequest</c>.</param>
/// <param name="Rules">The rules that the agent names, in its order; none when it names none.</param>
internal sealed partial record PolicyDenial(string Request, IReadOnlyList<string> Rules)
{
    private const int MostRules = 8;

    /// <summary>Finds a denial in what the runtime reports; null when there is none.</summary>
    public static PolicyDenial? Find(string message)
    {
        if (Denied().Match(message) is not { Success: true } match)
        {
            return null;
        }

        string[] rules = [.. Rule().Matches(message).Select(rule => rule.Value).Distinct().TakeLast(MostRules)];
        return new PolicyDenial(match.Groups["request"].Value, rules);
    }

    /// <summary>The denial in words.</summary>
    public string Sentence => Request switch
    {
        "ExecProcessRequest" or "ReadStreamRequest" or "WriteStreamRequest" =>
            $"The pod's policy denies {Request}: exec and logs are closed in a measured pod.",
        _ => $"The pod's policy denies {Request}{(Rules.Count > 0 ? $" (rules tried: {string.Join(", ", Rules)})" : "")}: the pod that was started is not the one that was measured. "
            + "An image, variable, mount or command differs, or the node's policy tool is older: do measure and deploy again, and change nothing of the pod afterwards.",
    };

    [GeneratedRegex(@"(?<request>[A-Z][A-Za-z]+Request)\\?""? is blocked by policy")]
    private static partial Regex Denied();

    [GeneratedRegex(@"\b(allow|match)_[a-z0-9_]+\b|\ballow_[a-z0-9_]+\b")]
    private static partial Regex Rule();
}
