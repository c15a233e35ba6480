namespace CcDemo.AppHost;

/// <summary>The Aspire CLI's verbs without the CLI: <c>dotnet run -- publish</c>, <c>deploy</c> and <c>do STEP</c>.</summary>
internal static class CommandLine
{
    private const string Usage = """
        CcDemo: encrypted messaging on confidential containers

        Usage:
          dotnet run --project AppHost [-- SETTINGS]                run the demo and its dashboard
          dotnet run --project AppHost -- publish [SETTINGS]        run the pipeline up to the step publish
          dotnet run --project AppHost -- deploy [SETTINGS]         run the pipeline up to the step deploy
          dotnet run --project AppHost -- do STEP [SETTINGS]        run the pipeline up to any step ("do diagnostics" lists them)

        Settings of a run:
          --Ports:NAME=NUMBER              the port of consumer, consumer-plain, producer or skr; 0 takes any free one
          --Demo:Refusal=NAME              make one link of the chain false and see the key refused: {0}
          --Kafka:Mode=Embedded|External   a broker inside this process (default), or a cluster of yours
          --ConnectionStrings:kafka=HOST:PORT[,...]    the cluster of yours
          --Kafka:Client:SETTING=VALUE     any librdkafka setting, such as security.protocol, for the services
          --Parameters:NAME=VALUE          message, rate, topic, key-name

        Settings of a pipeline:
          --output-path DIR                where files are written (default ./aspire-output)

        Every setting may also be an environment variable, with __ in place of the colon.
        """;

    /// <summary>Answers what needs no application: a question for help, or a verb that there is not.</summary>
    /// <returns>The exit code, or null when the application is to run.</returns>
    public static int? Answer(string[] args)
    {
        if (args.Any(argument => argument is "--help" or "-h" or "-?"))
        {
            Console.WriteLine(Usage, string.Join(", ", Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None).Select(RefusalExtensions.ToSettingName)));
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

    /// <summary>Puts the verbs into the words of the Aspire host.</summary>
    public static string[] Expand(string[] args) => args switch
    {
        ["publish" or "deploy", .. var rest] => ["--operation", "publish", "--step", args[0], .. rest],
        ["do", var step, .. var rest] => ["--operation", "publish", "--step", step, .. rest],
        _ => args,
    };
}
