using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>From a Kubernetes manifest to the pod's policy, its host data and the key's release policy.</summary>
internal static partial class Measure
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Measures a pod. Nothing is written.</summary>
    /// <exception cref="DistributedApplicationException">The policy tool cannot be started.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the policy tool is killed.</exception>
    public static async Task<Outcome<Measurement>> RunAsync(MeasureRequest request, ILogger logger, CancellationToken ct)
    {
        // A provider on this machine, which has a port, is the emulator's.
        if (request.MaaEndpoint is { } host && SettingRules.Loopback(host) is not null && DeploymentSettingsCatalog.MaaEndpoint.Problem(host) is { } problem)
        {
            return new MeasurementError(MeasurementErrorCode.InvalidAuthority, $"The attestation provider is '{StrictText.ForDisplay(host)}', which {problem}.");
        }

        var manifest = await ReadAsync(request.File, ct);
        if (!manifest.Succeeded)
        {
            return manifest.Error;
        }

        var policy = MeasuredPolicy.Find(manifest.Value, request.PodName);
        if (request.Required is { } kind && policy.Error is { Code: MeasurementErrorCode.NoPolicy })
        {
            manifest = await AnnotateAsync(manifest.Value, kind, request, logger, ct);
            if (!manifest.Succeeded)
            {
                return manifest.Error;
            }

            policy = MeasuredPolicy.Find(manifest.Value, request.PodName);
        }

        return policy.Succeeded ? Conclude(manifest.Value, policy.Value, request) : policy.Error;
    }

    private static async Task<Outcome<Manifest>> ReadAsync(string file, CancellationToken ct)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            var content = new byte[Manifest.MaxLength + 1];
            var length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, ct);
            return Manifest.Parse(content.AsSpan(0, length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new MeasurementError(
                MeasurementErrorCode.FileUnreadable,
                File.Exists(file) ? $"The file '{file}' cannot be read: {e.Message}" : $"There is no file '{StrictText.ForDisplay(file)}'.");
        }
    }

    private static async Task<Outcome<Manifest>> AnnotateAsync(
        Manifest manifest, PolicyKind kind, MeasureRequest request, ILogger logger, CancellationToken ct)
    {
        var pods = MeasuredPolicy.Select(manifest, request.PodName);
        if (!pods.Succeeded)
        {
            return pods.Error;
        }

        if (pods.Value is not [var pod])
        {
            return new MeasurementError(
                MeasurementErrorCode.SeveralPods,
                $"The file has several pods: {string.Join(", ", pods.Value.Select(candidate => StrictText.ForDisplay(candidate.Title, 80)))}. Say which one is meant: --name NAME.");
        }

        var fileName = System.IO.Path.GetFileName(request.File);
        var tool = PolicyGenerator.Find(kind, request.Tool, request.Path);
        if (!tool.Succeeded)
        {
            return new MeasurementError(
                tool.Error.Code,
                $"{tool.Error.Message} To make the policy on another machine: copy {request.File} to a Linux machine that has the tool, run there '{PolicyGenerator.CommandFor(kind, fileName)}', put the file back in its place, and run measure again.");
        }

        LogTool(logger, tool.Value.Command, fileName);
        var value = await tool.Value.CreatePolicyAsync(manifest, pod, fileName, request.TimeLimit, ct);
        if (!value.Succeeded)
        {
            return value.Error;
        }

        var annotated = PolicyAnnotation.Insert(manifest, pod, kind, value.Value);
        return annotated.Succeeded
            ? Manifest.Parse(manifest.HasByteOrderMark ? ByteOrderMark + annotated.Value : annotated.Value)
            : annotated.Error;
    }

    private static Outcome<Measurement> Conclude(Manifest manifest, MeasuredPolicy policy, MeasureRequest request)
    {
        if (request.Required is { } kind && kind != policy.Kind)
        {
            return new MeasurementError(
                MeasurementErrorCode.WrongKindOfPolicy,
                $"{StrictText.ForDisplay(policy.Pod.Title, 80)} carries the {policy.Kind.ToTitle()} ({policy.Kind.ToAnnotation()}), but where it is to run it needs the {kind.ToTitle()}. Remove the annotation and run measure again.");
        }

        PolicySummary? summary = null;

        if (policy is { Kind: PolicyKind.ContainerInstance, Rego: { } instancePolicy })
        {
            summary = ContainerInstancePolicySummary.Read(instancePolicy);
        }
        else if (policy.Rego is { } agentPolicy)
        {
            var read = AgentPolicySummary.Read(agentPolicy);
            if (!read.Succeeded)
            {
                return read.Error;
            }

            summary = read.Value;
        }

        return new Measurement(
            policy,
            summary,
            PolicyWarnings.Find(policy, summary),
            manifest.HasByteOrderMark ? ByteOrderMark + manifest.Text : manifest.Text,
            request.MaaEndpoint is { } host ? ReleasePolicyDocument.CreateFile($"https://{host}", policy.HostData.Hex, policy.Kind.ToProfile()) : null);
    }

    [LoggerMessage(LogLevel.Information, "Running '{Command} {File}' on a copy of the manifest. It reads every layer of every image from the registry, which may take minutes.")]
    private static partial void LogTool(ILogger logger, string command, string file);
}
