using System.Text.RegularExpressions;

namespace CcDemo.AppHost;

/// <summary>
/// The program that writes a pod's policy: the Azure CLI's extension <c>confcom</c> on Azure, or <c>genpolicy</c>, which
/// that extension wraps for Kata.
/// </summary>
internal sealed partial class PolicyGenerator
{
    /// <summary>The setting that names the program: a name on the path or a file.</summary>
    public const string Setting = "Measure:Tool";

    private const string AzureCli = "az";
    private const string GenPolicy = "genpolicy";
    private const string RulesFile = "rules.rego";

    /// <summary>How much of what the program says is shown, in characters.</summary>
    private const int MaxShownLength = 1500;

    private readonly ExternalProgram _program;
    private readonly PolicyKind _kind;
    private readonly IReadOnlyList<string> _arguments;

    private PolicyGenerator(ExternalProgram program, PolicyKind kind)
    {
        _program = program;
        _kind = kind;
        IsAzureCli = Path.GetFileNameWithoutExtension(program.FileName).Equals(AzureCli, StringComparison.OrdinalIgnoreCase);
        _arguments = IsAzureCli ? AzureArguments(kind) : ["-y"];
    }

    /// <summary>The command without the manifest's name.</summary>
    public string Command => string.Join(' ', [IsAzureCli ? AzureCli : GenPolicy, .. _arguments]);

    private bool IsAzureCli { get; }

    /// <summary>What a person runs to have a kind of policy written into a file.</summary>
    public static string CommandFor(PolicyKind kind, string fileName) => string.Join(
        ' ', [.. kind == PolicyKind.InitData ? [GenPolicy, "-y"] : AzureArguments(kind).Prepend(AzureCli), fileName]);

    /// <summary>Finds the program for a kind of policy.</summary>
    /// <param name="kind">The kind of policy.</param>
    /// <param name="name">A name on the path or a file; null is <c>az</c>, and <c>genpolicy</c> where there is no <c>az</c> or it does not do.</param>
    /// <param name="path">The folders to look in, as in the variable PATH; null is that variable.</param>
    public static Outcome<PolicyGenerator> Find(PolicyKind kind, string? name = null, string? path = null)
    {
        // Only the Azure CLI knows the policy of container instances, and only genpolicy writes init data.
        string[] usual = kind switch
        {
            PolicyKind.KataAgent => [AzureCli, GenPolicy],
            PolicyKind.ContainerInstance => [AzureCli],
            _ => [GenPolicy],
        };

        if (name is null)
        {
            return usual.Select(program => ExternalProgram.Find(program, path)).FirstOrDefault(found => found is not null) is { } found
                ? new PolicyGenerator(found, kind)
                : new MeasurementError(MeasurementErrorCode.NoTool, $"There is no {string.Join(" and no ", usual)} on the path.");
        }

        var named = ExternalProgram.Find(name, path);
        return named is null
            ? new MeasurementError(MeasurementErrorCode.NoTool, $"{Setting} names '{StrictText.ForDisplay(name)}', which is no program that may be run.")
            : kind == PolicyKind.KataAgent || new PolicyGenerator(named, PolicyKind.KataAgent).IsAzureCli == (kind == PolicyKind.ContainerInstance)
                ? new PolicyGenerator(named, kind)
                : new MeasurementError(
                    MeasurementErrorCode.NoTool, $"{Setting} names '{StrictText.ForDisplay(name)}', which does not write the {kind.ToTitle()}; {usual[0]} does.");
    }

    /// <summary>Has the policy of a manifest's pod made. The program edits files in place, so it gets a copy.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="pod">Its pod that the policy is for.</param>
    /// <param name="fileName">What the copy is called.</param>
    /// <param name="timeLimit">How long the program may take: it reads every layer of every image.</param>
    /// <param name="ct">Kills the program.</param>
    /// <returns>The policy as the annotation's value.</returns>
    /// <exception cref="DistributedApplicationException">The program cannot be started.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<Outcome<string>> CreatePolicyAsync(Manifest manifest, ManifestPod pod, string fileName, TimeSpan timeLimit, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("ccdemo-measure-");

        try
        {
            var copy = Path.Combine(folder.FullName, fileName);
            await File.WriteAllTextAsync(copy, manifest.Text, ct);
            var output = await _program.RunAsync(CreateCall(copy, timeLimit), ct);

            if (output.TimedOut)
            {
                return new MeasurementError(
                    MeasurementErrorCode.ToolTimedOut,
                    $"'{Command} {fileName}' was stopped after {timeLimit.TotalSeconds:N0} seconds. It reads every layer of every image from the registry; allow it more with {MeasureExtensions.TimeLimitSetting}=HH:MM:SS.");
            }

            return output.Succeeded
                ? ReadPolicy(await File.ReadAllBytesAsync(copy, ct), manifest, pod, fileName)
                : Explain(output, fileName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] AzureArguments(PolicyKind kind)
        => kind == PolicyKind.ContainerInstance ? ["confcom", "acipolicygen", "--virtual-node-yaml"] : ["confcom", "katapolicygen", "-y"];

    private ProgramCall CreateCall(string file, TimeSpan timeLimit) => IsAzureCli
        ? new ProgramCall([.. _arguments, file])
        {
            TimeLimit = timeLimit,
            Environment = new Dictionary<string, string?>
            {
                // A missing extension is to be said, and not to be fetched behind the user's back.
                ["AZURE_EXTENSION_USE_DYNAMIC_INSTALL"] = "no",
                ["AZURE_CORE_NO_COLOR"] = "1",
            },
        }
        : new ProgramCall([.. _arguments, file]) { TimeLimit = timeLimit, WorkingDirectory = FindRules() };

    /// <summary>genpolicy looks for its rules in the current folder; those that were delivered with it stand beside it.</summary>
    private string? FindRules()
        => Path.GetDirectoryName(_program.FileName) is { } folder && !File.Exists(RulesFile) && File.Exists(Path.Combine(folder, RulesFile)) ? folder : null;

    private Outcome<string> ReadPolicy(byte[] content, Manifest manifest, ManifestPod pod, string fileName)
    {
        var annotated = Manifest.Parse(content);
        if (!annotated.Succeeded)
        {
            return Fail($"'{Command} {fileName}' ended well, but what it wrote cannot be read: {annotated.Error.Message}");
        }

        var index = manifest.Pods.Where(other => other.Title == pod.Title).TakeWhile(other => other != pod).Count();
        var same = annotated.Value.Pods.Where(other => other.Title == pod.Title).ElementAtOrDefault(index);
        return same?.Annotations.GetValueOrDefault(_kind.ToAnnotation()) is { Length: > 0 } policy
            ? policy
            : Fail($"'{Command} {fileName}' ended well, but wrote no {_kind.ToAnnotation()} for {StrictText.ForDisplay(pod.Title, 80)}.");
    }

    private MeasurementError Explain(ProgramOutput output, string fileName)
    {
        var said = output.StandardError.Trim().Length > 0 ? output.StandardError : output.StandardOutput;
        var shown = Show(said);
        var start = $"'{Command} {fileName}' failed with exit code {output.ExitCode}";

        return said switch
        {
            _ when ExtensionPattern().IsMatch(said) => new(
                MeasurementErrorCode.ExtensionMissing, "The Azure CLI lacks its extension 'confcom'. Add it with: az extension add --name confcom"),
            _ when FieldPattern().Match(said) is { Success: true } field => new(
                MeasurementErrorCode.UnsupportedField,
                $"{start}: it does not know the field '{StrictText.ForDisplay(field.Groups[1].Value, 80)}' of the manifest. Remove it, or use a newer version of the tool."),
            _ when RegistryPattern().IsMatch(said) => new(
                MeasurementErrorCode.RegistryRefused,
                $"{start}: the registry did not let it read an image. Log in first (az acr login --name REGISTRY, or docker login), and see that the image's name is right. It said: {shown}"),
            _ when PlatformPattern().IsMatch(said) => new(
                MeasurementErrorCode.NoTool, $"{start}: it runs on Linux only. It said: {shown}"),
            _ when RulesPattern().IsMatch(said) => new(
                MeasurementErrorCode.ToolFailed,
                $"{start}: it did not find {RulesFile} and genpolicy-settings.json. Put those of its release beside the program, or in the current folder."),
            _ => Fail($"{start}. It said: {shown}"),
        };
    }

    private static string Show(string said)
    {
        var text = StrictText.ForDisplay(said, int.MaxValue);
        return text.Length switch
        {
            0 => "nothing",
            > MaxShownLength => $"...{text[^MaxShownLength..]}",
            _ => text,
        };
    }

    private static MeasurementError Fail(string message) => new(MeasurementErrorCode.ToolFailed, message);

    [GeneratedRegex(@"requires the extension confcom|'confcom' is (misspelled|not in the)|confcom.{0,40}not recognized", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ExtensionPattern();

    [GeneratedRegex(@"unsupported field:?\s*(\S+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FieldPattern();

    [GeneratedRegex(@"\b(401|403)\b|unauthorized|authentication (failure|required)|access (to the resource )?(is )?denied|forbidden", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RegistryPattern();

    [GeneratedRegex(@"only works with linux|has not been implemented", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PlatformPattern();

    [GeneratedRegex(@"cannot open file .*(rules|genpolicy-settings)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RulesPattern();
}
