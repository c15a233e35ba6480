using System.Text.Json;

namespace CcDemo.Deploy.Tests.Scripts;

/// <summary>
/// A program <c>az</c> that answers as it was told and writes down how it was called, first on the path of the scripts
/// that a test runs in a folder of its own.
/// </summary>
internal sealed class AzureCli : IDisposable
{
    private const string Program = """
        #!/usr/bin/env bash
        # The last answer whose beginning fits the command; each time the next of its lines of output, at last the same again.
        here=$(dirname "$0")
        printf '%s\x1f' "$@" >>"$here/calls"
        printf '\x1e' >>"$here/calls"
        for answer in $(ls -r "$here/answers"); do
          . "$here/answers/$answer"
          case "$*" in
            "$beginning"*)
              taken=$(cat "$here/taken.$answer" 2>/dev/null || echo 0)
              [ "$taken" -lt ${#outputs[@]} ] || taken=$((${#outputs[@]} - 1))
              echo $((taken + 1)) >"$here/taken.$answer"
              if [ "$code" = 0 ]; then printf '%s\n' "${outputs[$taken]}"; else printf '%s\n' "${outputs[$taken]}" >&2; fi
              exit "$code" ;;
          esac
        done
        echo "no answer for: $*" >&2
        exit 99
        """;

    private static readonly string[] _changing =
        ["extension add", "extension update", "provider register", "feature register", "group create", "aks update", "deployment group create"];

    private readonly TemporaryFolder _folder = new();
    private int _answers;

    public AzureCli()
    {
        Directory.CreateDirectory(_folder.File("answers"));
        File.WriteAllText(_folder.File("az"), Program);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.File("az"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Somebody is signed in to the public cloud, and everything is prepared already.</summary>
    public static AzureCli Prepared() => new AzureCli()
        .Answers("cloud show", "AzureCloud")
        .Answers("account show", "subscription-1 tenant-1")
        .Answers("ad signed-in-user show", "user-1")
        .Answers("version", "2.77.0")
        .Answers("extension show --name aks-preview", "18.0.0b4")
        .Answers("extension show --name confcom", "1.2.6")
        .Answers("provider show", "Registered")
        .Answers("feature show", "Registered")
        .Answers("group exists", "true")
        .Answers("aks list", "")
        .Answers("extension", "")
        .Answers("extension show --name aks-preview", "18.0.0b4")
        .Answers("extension show --name confcom", "1.2.6")
        .Answers("provider register", "")
        .Answers("feature register", "")
        .Answers("group create", "")
        .Answers("aks update", "")
        .Answers(
            "deployment group create",
            string.Join('\n', "westeurope", "ccdemo-workload", "kafka", "workload-identity-sa", "client-1", "maa.weu.attest.azure.net", "vault1.vault.azure.net", "https://issuer/", "", "end"));

    /// <summary>The parameter file of a run that names none.</summary>
    public string ParameterFile => FileOf("ccdemo.parameters.json");

    /// <summary>A file in the folder in which the scripts run.</summary>
    public string FileOf(string name) => _folder.File(name);

    /// <summary>Every call, its arguments separated by blanks.</summary>
    public IReadOnlyList<string> Calls => [.. Arguments().Select(arguments => string.Join(' ', arguments))];

    /// <summary>The calls that would have changed something, without the arguments that every call has.</summary>
    public IReadOnlyList<string> Changes
        => [.. Calls.Where(call => _changing.Any(call.StartsWith)).Select(call => call.Split(" --output none")[0].Split(" --only-show-errors")[0])];

    /// <summary>The template's parameters in the only call that deploys.</summary>
    public IReadOnlyDictionary<string, string> TemplateParameters => Assert.Single(Arguments(), arguments => arguments is ["deployment", ..])
        .SkipWhile(argument => argument != "--parameters").Skip(1).TakeWhile(argument => !argument.StartsWith("--", StringComparison.Ordinal))
        .Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>The parameter file's pairs.</summary>
    public IReadOnlyDictionary<string, string> Parameters => JsonDocument.Parse(File.ReadAllText(ParameterFile)).RootElement
        .EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString());

    /// <summary>Calls that begin so are answered with these outputs, one after the other; the last stays.</summary>
    public AzureCli Answers(string beginning, params string[] outputs) => Add(beginning, 0, outputs);

    /// <summary>Calls that begin so fail.</summary>
    public AzureCli Fails(string beginning, string error) => Add(beginning, 1, [error]);

    /// <summary>Writes the parameter file.</summary>
    public AzureCli WithParameters(string json)
    {
        File.WriteAllText(ParameterFile, json);
        return this;
    }

    /// <summary>Runs a script of <c>deploy/</c>.</summary>
    public Task<ProgramRun> RunAsync(string script, params string[] arguments) => ProgramRun.OfAsync(
        DeployFolder.File(script),
        arguments,
        _folder.Path,
        new Dictionary<string, string> { ["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}" });

    public void Dispose() => _folder.Dispose();

    private AzureCli Add(string beginning, int code, string[] outputs)
    {
        var values = string.Join(' ', outputs.Append(beginning).Select(text => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'"));
        File.WriteAllText(
            _folder.File($"answers/{++_answers:000}"), $"code={code}\noutputs=({values})\nbeginning=${{outputs[${{#outputs[@]}} - 1]}}\nunset 'outputs[${{#outputs[@]}} - 1]'\n");
        return this;
    }

    private IReadOnlyList<string[]> Arguments() => File.Exists(_folder.File("calls"))
        ? [.. File.ReadAllText(_folder.File("calls")).Split('\x1e', StringSplitOptions.RemoveEmptyEntries).Select(call => call.Split('\x1f')[..^1])]
        : [];
}
