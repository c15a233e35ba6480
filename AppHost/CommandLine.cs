namespace CcDemo.AppHost;

/// <summary>The Aspire CLI's verbs without the CLI: <c>dotnet run -- publish</c>, <c>deploy</c> and <c>do STEP</c>.</summary>
internal static class CommandLine
{
    private const string Usage = """
        CcDemo: encrypted messaging on confidential containers

        Usage:
          dotnet run --project AppHost [-- SETTINGS]                run the demo and its dashboard
          dotnet run --project AppHost -- publish [SETTINGS]        write the files of a deployment
          dotnet run --project AppHost -- deploy [SETTINGS]         build, measure, make the key and deploy
          dotnet run --project AppHost -- do STEP [SETTINGS]        run one step and what it depends on ("do diagnostics" lists all)

        Steps:
          preflight     look whether tools, cloud and cluster are ready; --fix mends what is safe to mend, after asking
          push-images   build the images and push them to the registry; what has not changed is not pushed again
          measure       policy, host data and release policy of the confidential pod; --file FILE [--name POD]: of any YAML file, offline
          setup-key     create the message key, released to the measured pod only; --new-version: a new version in any case
          rotate-key    make a new version of the key for the same pod, and the file that has the producer go over to it; --create: a key that
                        is not there; without a vault's name: of the demo that runs on this machine, whose producer follows by itself
          revoke-key    disable --key-version VERSION of the key, or older for all but the newest: it is not released any more
          check-policy  would the holder of an attestation token get the key? --token FILE [--policy FILE] [--jwks FILE], offline
          verify        check that the attested consumer reads the messages and the other does not
          teardown      delete what deploy made, after asking; the key only with --delete-key

        Settings of a run:
          --Ports:NAME=NUMBER              the port of consumer, consumer-plain, producer or skr; 0 takes any free one
          --Demo:Refusal=NAME              make one link of the chain false and see the key refused: {0}
          --Demo:KeyRecheck=HH:MM:SS       how soon a revoked version of the key is noticed (default 00:00:30)
          --Kafka:Mode=Embedded|External   a broker inside this process (default), or a cluster of yours
          --ConnectionStrings:kafka=HOST:PORT[,...]    the cluster of yours
          --Kafka:Client:SETTING=VALUE     any librdkafka setting, such as security.protocol, for the services
          --Skr:Executable=FILE            the sidecar as 'dotnet publish Skr -c Release' makes it, in place of the project's build
          --Parameters:NAME=VALUE          message, rate, topic, key-name

        Settings of a pipeline:
          --parameters FILE                the parameters, one JSON object of names and values
          --Parameters:NAME=VALUE          one parameter: {1}
          --output-path DIR                where files are written (default ./aspire-output)
          --Measure:Tool=PROGRAM           the policy tool, a name on the path or a file (default az, else genpolicy)
          --Measure:TimeLimit=HH:MM:SS     how long the policy tool may take (default 00:15:00)
          --dry-run                        deploy, teardown: say what would change (deploy: by the files that are there) and change nothing
          --yes                            do not ask before something is changed; needed where nobody can answer
          --kubeconfig FILE                the kubeconfig; default as kubectl has it: KUBECONFIG, else ~/.kube/config
          --kube-context NAME              the context in it (default: the current one)
          --timeout TIME                   how long the cluster may take until everything runs, or is gone: 90s, 15m (default), 1h
          --force-conflicts                deploy: take over fields that others manage

        Every setting may also be an environment variable, with __ in place of the colon.
        """;

    /// <summary>Options without a value, and the settings that they switch on.</summary>
    private static readonly Dictionary<string, string> _switches = new(StringComparer.Ordinal)
    {
        ["--fix"] = "Pipeline:Fix",
        ["--yes"] = "Pipeline:Yes",
        ["--dry-run"] = "Pipeline:DryRun",
        ["--delete-key"] = "Pipeline:DeleteKey",
        ["--force-conflicts"] = ClusterOptions.ForceConflictsSetting,
        ["--new-version"] = "KeySetup:NewVersion",
        ["--create"] = "KeySetup:Create",
    };

    /// <summary>Options with a value, and the settings that take it.</summary>
    private static readonly Dictionary<string, string> _options = new(StringComparer.Ordinal)
    {
        ["--parameters"] = ParametersFile.Setting,
        ["--file"] = "Measure:File",
        ["--name"] = "Measure:Pod",
        ["--key-version"] = "KeySetup:KeyVersion",
        ["--kubeconfig"] = ClusterOptions.KubeConfigSetting,
        ["--kube-context"] = ClusterOptions.KubeContextSetting,
        ["--timeout"] = ClusterOptions.TimeoutSetting,
        ["--token"] = PolicyCheckStep.TokenSetting,
        ["--policy"] = PolicyCheckStep.PolicySetting,
        ["--jwks"] = PolicyCheckStep.JwksSetting,
    };

    /// <summary>Answers what needs no application: a question for help, or a verb that there is not.</summary>
    /// <returns>The exit code, or null when the application is to run.</returns>
    public static int? Answer(string[] args)
    {
        if (args.Any(argument => argument is "--help" or "-h" or "-?"))
        {
            Console.WriteLine(
                Usage,
                string.Join(", ", Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None).Select(KebabCase.ToSettingName)),
                string.Join(", ", DeploymentSettingsCatalog.All.Select(setting => setting.Name)));
            return 0;
        }

        var mistake = args switch
        {
            ["do"] or ["do", ['-', ..], ..] => "'do' needs the name of a step: do STEP.",
            ["publish" or "deploy" or "do", ..] => null,
            [[not '-', ..] verb, ..] when !verb.Contains('=', StringComparison.Ordinal) => $"There is no verb '{verb}': use publish, deploy or do STEP.",
            _ => null,
        };

        if (mistake is null)
        {
            return null;
        }

        Console.Error.WriteLine($"{mistake} See --help.");
        return 1;
    }

    /// <summary>Puts the verbs, and the options that CcDemo adds to them, into the words of the Aspire host.</summary>
    public static string[] Expand(string[] args) => args switch
    {
        ["publish" or "deploy", .. var rest] => ["--operation", "publish", "--step", args[0], .. ExpandOptions(rest)],
        ["do", var step, .. var rest] => ["--operation", "publish", "--step", step, .. ExpandOptions(rest)],
        _ => [.. ExpandOptions(args)],
    };

    private static IEnumerable<string> ExpandOptions(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);

            if (_switches.TryGetValue(name, out var option))
            {
                yield return $"--{option}={value ?? "true"}";
            }
            else if (_options.TryGetValue(name, out option))
            {
                yield return $"--{option}={value ?? (i + 1 < args.Length ? args[++i] : "")}";
            }
            else
            {
                yield return args[i];
            }
        }
    }
}
