using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>The step <c>check-policy</c>: would the consumer with this token get the key? Without a vault and without a network.</summary>
internal static partial class PolicyCheckStep
{
    /// <summary>The file with the token: <c>--token</c>.</summary>
    public const string TokenSetting = "CheckPolicy:Token";

    /// <summary>The file with the release policy: <c>--policy</c>.</summary>
    public const string PolicySetting = "CheckPolicy:Policy";

    /// <summary>The file with the provider's signing keys: <c>--jwks</c>.</summary>
    public const string JwksSetting = "CheckPolicy:Jwks";

    /// <summary>Runs the step.</summary>
    /// <exception cref="DistributedApplicationException">The key would not be released, or a file cannot be read.</exception>
    public static async Task RunAsync(PipelineStepContext context)
    {
        var configuration = context.Services.GetRequiredService<IConfiguration>();
        var ct = context.CancellationToken;
        var tokenFile = configuration[TokenSetting] is { Length: > 0 } given
            ? given
            : throw new DistributedApplicationException("Which token? Give the file with an attestation token, as the provider issued it: --token FILE.");
        var policyFile = configuration[PolicySetting] is { Length: > 0 } chosen ? chosen : OutputFolder.Of(context).PathOf(PublishedNames.ReleasePolicyFile);

        var token = await ReadAsync(tokenFile, "--token", ct);
        var policy = await ReadAsync(policyFile, "--policy", ct);
        var jwks = configuration[JwksSetting] is { Length: > 0 } jwksFile ? await ReadAsync(jwksFile, "--jwks", ct) : null;
        var check = Check(token, policy, jwks, context.Services.GetRequiredService<TimeProvider>().GetUtcNow());

        foreach (var finding in check.Findings)
        {
            LogFinding(context.Logger, finding);
        }

        if (!check.WouldRelease)
        {
            throw new DistributedApplicationException($"A key with the policy '{policyFile}' would not be released to this token. {string.Join(' ', check.Reasons)}");
        }

        LogReleased(context.Logger, policyFile);
    }

    private static PolicyCheck Check(string token, string policy, string? jwks, DateTimeOffset now)
    {
        try
        {
            return PolicyCheck.Run(token, policy, jwks, now);
        }
        catch (FormatException e)
        {
            throw new DistributedApplicationException(e.Message);
        }
    }

    private static async Task<string> ReadAsync(string path, string option, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllTextAsync(path, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(option == "--policy" && e is FileNotFoundException or DirectoryNotFoundException
                ? $"There is no release policy '{path}': run do {StepNames.Measure} first, or name one with --policy FILE."
                : $"The file of {option}, '{path}', cannot be read: {e.Message}");
        }
    }

    [LoggerMessage(LogLevel.Information, "{Finding}")]
    private static partial void LogFinding(ILogger logger, string finding);

    [LoggerMessage(LogLevel.Information, "A key with the policy '{Policy}' would be released to this token.")]
    private static partial void LogReleased(ILogger logger, string policy);
}
