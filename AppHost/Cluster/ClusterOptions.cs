using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CcDemo.AppHost;

/// <summary>What the command line says about the cluster and about changing it.</summary>
internal sealed record ClusterOptions
{
    /// <summary>The setting of <c>--kubeconfig FILE</c>.</summary>
    public const string KubeConfigSetting = "Pipeline:KubeConfig";

    /// <summary>The setting of <c>--kube-context NAME</c>.</summary>
    public const string KubeContextSetting = "Pipeline:KubeContext";

    /// <summary>The setting of <c>--timeout TIME</c>.</summary>
    public const string TimeoutSetting = "Pipeline:Timeout";

    /// <summary>The setting of <c>--force-conflicts</c>.</summary>
    public const string ForceConflictsSetting = "Pipeline:ForceConflicts";

    private const string YesSetting = "Pipeline:Yes";
    private const string DryRunSetting = "Pipeline:DryRun";
    private const string DeleteKeySetting = "Pipeline:DeleteKey";

    private static readonly TimeSpan _defaultTimeout = TimeSpan.FromMinutes(15);

    /// <summary>The kubeconfig file; null is the one that kubectl would take.</summary>
    public string? KubeConfig { get; private init; }

    /// <summary>The context in it; null is the current one.</summary>
    public string? KubeContext { get; private init; }

    /// <summary>How long the cluster may take until everything runs, or is gone.</summary>
    public TimeSpan Timeout => GivenTimeout ?? _defaultTimeout;

    /// <summary>The time limit as it was given; null when none was.</summary>
    public TimeSpan? GivenTimeout { get; private init; }

    /// <summary>Whether nothing is to be changed.</summary>
    public bool DryRun { get; private init; }

    /// <summary>Whether to change things without asking.</summary>
    public bool Yes { get; private init; }

    /// <summary>Whether to take over fields that belong to others.</summary>
    public bool ForceConflicts { get; private init; }

    /// <summary>Whether <c>teardown</c> deletes the message key too.</summary>
    public bool DeleteKey { get; private init; }

    /// <exception cref="DistributedApplicationException">A value is not what it should be.</exception>
    public static ClusterOptions Read(IConfiguration configuration) => new()
    {
        KubeConfig = configuration[KubeConfigSetting] is { Length: > 0 } file ? file : null,
        KubeContext = configuration[KubeContextSetting] is { Length: > 0 } context ? context : null,
        GivenTimeout = configuration[TimeoutSetting] is { Length: > 0 } timeout ? ParseTime(timeout) : null,
        DryRun = Switch(configuration, DryRunSetting),
        Yes = Switch(configuration, YesSetting),
        ForceConflicts = Switch(configuration, ForceConflictsSetting),
        DeleteKey = Switch(configuration, DeleteKeySetting),
    };

    private static bool Switch(IConfiguration configuration, string name) => configuration[name] switch
    {
        null or "" => false,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw new DistributedApplicationException($"{name} is '{text}'; it is true or false."),
    };

    private static TimeSpan ParseTime(string text)
    {
        var unit = text[^1] switch { 's' => TimeSpan.TicksPerSecond, 'm' => TimeSpan.TicksPerMinute, 'h' => TimeSpan.TicksPerHour, _ => 0 };
        return unit > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= 100_000
                ? TimeSpan.FromTicks(count * unit)
                : throw new DistributedApplicationException($"--timeout is '{text}'; it is a number with a unit, such as 90s, 15m or 1h.");
    }
}
