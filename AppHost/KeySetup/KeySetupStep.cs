using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>The step <c>setup-key</c>: the key in the vault, released to the measured pod only, and the files about it.</summary>
internal static partial class KeySetupStep
{
    /// <summary>Adds the steps about the key; without a vault, rotating and revoking concern the demo that runs on this machine.</summary>
    public static IDistributedApplicationBuilder AddKeySetup(this IDistributedApplicationBuilder builder)
    {
        builder.Pipeline.AddStep(StepNames.SetupKey, context => SetUpAsync(context, KeySetupSettings.Read(Configuration(context))), dependsOn: StepNames.Measure);
        if (LocalRun.IsMeant(builder.Configuration))
        {
            builder.Pipeline.AddStep(StepNames.RotateKey, context => OnLocalRunAsync(context, (keys, name, _) => keys.RotateAsync(name, context.CancellationToken)));
            builder.Pipeline.AddStep(StepNames.RevokeKey, context => OnLocalRunAsync(context, (keys, name, setup) => keys.RevokeAsync(name, setup.RequireKeyVersion(), context.CancellationToken)));
        }
        else
        {
            builder.Pipeline.AddStep(StepNames.RotateKey, RotateAsync, dependsOn: StepNames.CheckSettings);
            builder.Pipeline.AddStep(StepNames.RevokeKey, RevokeAsync, dependsOn: StepNames.CheckSettings);
        }

        builder.Pipeline.AddStep(StepNames.CheckPolicy, PolicyCheckStep.RunAsync);
        return builder;
    }

    /// <summary>Nothing is measured again: the pods that run, and read what was sealed before, are to get this version as well.</summary>
    private static async Task RotateAsync(PipelineStepContext context)
    {
        await SetUpAsync(context, KeySetupSettings.Read(Configuration(context)) with { NewVersion = true }, mustExist: true);
        LogRotated(context.Logger, Path.Combine(OutputFolder.Of(context).FullName, PublishedNames.MessageKeyFile));
    }

    private static async Task RevokeAsync(PipelineStepContext context)
    {
        var settings = context.Settings();
        var setup = KeySetupSettings.Read(Configuration(context));
        var version = setup.RequireKeyVersion();
        var vault = new VaultAddress(settings.VaultEndpoint, settings.Cloud);
        var console = context.Services.GetRequiredService<OperatorConsole>();
        var question = version == KeySetupSettings.OlderVersions ? "Disable every version but the newest" : $"Disable the version {version}";
        await Consent.ObtainAsync(console, ClusterOptions.Read(Configuration(context)), $"{question} of the key '{settings.KeyName}' in {vault.Authority}?", context.CancellationToken);
        using var connection = VaultConnection.Open(vault, setup);
        await Keys(context, connection, vault).RevokeAsync(settings.KeyName, version, context.CancellationToken);
        LogRevoked(context.Logger);
    }

    private static async Task OnLocalRunAsync<T>(PipelineStepContext context, Func<VaultKeySetup, string, KeySetupSettings, Task<T>> work)
    {
        var configuration = Configuration(context);
        var run = LocalRun.Find(configuration, Path.GetTempPath());
        await run.WithKeysAsync(keys => work(keys, run.KeyName, KeySetupSettings.Read(configuration)), context.Logger);
    }

    private static VaultKeySetup Keys(PipelineStepContext context, VaultConnection connection, VaultAddress vault)
        => new(connection.Keys, vault, context.Services.GetRequiredService<TimeProvider>(), context.Logger);

    private static IConfiguration Configuration(PipelineStepContext context) => context.Services.GetRequiredService<IConfiguration>();

    private static async Task SetUpAsync(PipelineStepContext context, KeySetupSettings setup, bool mustExist = false)
    {
        var ct = context.CancellationToken;
        var settings = context.Settings();
        var folder = OutputFolder.Of(context);
        var authority = $"https://{settings.MaaEndpoint}";
        var measurement = await MeasuredHostData.ReadAsync(folder, ct);
        var policy = ReleasePolicyDocument.Create(authority, measurement, settings.Profile);

        await MeasuredHostData.RequirePolicyAsync(folder, policy, ct);
        Try(policy, SampleToken.Create(authority, measurement, settings.Profile), context.Logger);

        var vault = new VaultAddress(settings.VaultEndpoint, settings.Cloud);
        await RequirePremiumAsync(vault, settings, context.Logger, ct);

        using var connection = VaultConnection.Open(vault, setup);
        var key = await Keys(context, connection, vault)
            .RunAsync(new KeyRequest(settings.KeyName, policy) { NewVersion = setup.NewVersion, MustExist = mustExist && !setup.Create }, ct);

        var files = MessageKeyFiles.Create(settings, key, ReleasePolicyDocument.CreateFile(authority, measurement, settings.Profile));
        await folder.WriteAsync(files, [], ct);
        LogDone(context.Logger, key.Id, vault.Authority, measurement, string.Join(", ", files.Select(file => file.Name)), folder.FullName);
        context.Summary.Add("Key", key.Id);
    }

    private static void Try(string policy, IReadOnlyList<SampleToken> samples, ILogger logger)
    {
        var trials = ReleasePolicyTrial.Run(policy, samples);

        foreach (var trial in trials)
        {
            LogTrial(logger, trial.Sentence);
        }

        if (trials.FirstOrDefault(trial => !trial.IsAsItShouldBe) is { } wrong)
        {
            throw new DistributedApplicationException($"The release policy is not set, for it does not do what it is for. {wrong.Sentence}");
        }
    }

    private static async Task RequirePremiumAsync(VaultAddress vault, DeploymentSettings settings, ILogger logger, CancellationToken ct)
    {
        if (vault.IsManagedHsm || vault.IsLocal || ExternalProgram.Find("az") is not { } az)
        {
            return;
        }

        switch (await VaultSku.FindAsync(az, vault, settings.Subscription, ct))
        {
            case "standard":
                throw new DistributedApplicationException(VaultAdvice.PremiumNeeded(vault));
            case null:
                LogSkuUnknown(logger, vault.Name);
                break;
        }
    }

    [LoggerMessage(LogLevel.Information, "Consumers read both versions. The producer goes over to the new one, without a restart, after: kubectl apply -f {File}. Disable the old version only when nothing that was sealed for it is left to read.")]
    private static partial void LogRotated(ILogger logger, string file);

    [LoggerMessage(LogLevel.Information, "Consumers drop what is disabled within their Consumer:KeyRecheck (5 minutes), and messages under it stay sealed.")]
    private static partial void LogRevoked(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Tried offline: {Outcome}")]
    private static partial void LogTrial(ILogger logger, string outcome);

    [LoggerMessage(LogLevel.Information, "az cannot tell the SKU of the vault {Vault}; the vault itself will refuse the key unless it is Premium.")]
    private static partial void LogSkuUnknown(ILogger logger, string vault);

    [LoggerMessage(LogLevel.Information, "The key {KeyId} is in {Vault} and released to the measurement {Measurement} only. Wrote {Files} to {Folder}.")]
    private static partial void LogDone(ILogger logger, string keyId, string vault, string measurement, string files, string folder);
}
