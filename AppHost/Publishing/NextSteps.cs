namespace CcDemo.AppHost;

/// <summary>What is left to do after <c>publish</c>, in order, with the commands.</summary>
internal static class NextSteps
{
    private const string Run = "dotnet run --project AppHost --";

    public static string Create(DeploymentSettings settings)
    {
        var group = settings.ResourceGroup.Length > 0 ? settings.ResourceGroup : "RESOURCE-GROUP";
        var cluster = settings.Cluster.Length > 0 ? settings.Cluster : "CLUSTER";
        var registry = settings.Registry.Split('/')[0].Split('.')[0];
        var usesStrimzi = settings.Kafka is KafkaKind.Strimzi or KafkaKind.StrimziPersistent;
        var preflight = usesStrimzi ? 4 : 3;
        var step = 0;

        return string.Join("\n\n",
        [
            "# Next steps",
            $"These files deploy CcDemo with the profile `{settings.Profile.ToSettingName()}` in the cloud `{settings.Cloud.Name}`. "
                + $"`deploy` does steps {preflight} to {preflight + 4} in one go; each can be run alone. Give every command the same `--parameters FILE` and `--output-path` as this `publish`.",
            Section(++step, "Azure resources, if they are not there yet", "What is known of them is in `main.parameters.json`; `deploy/README.md` has the rest.",
                $"az cloud set --name {settings.Cloud.CliName}",
                "az login",
                $"deploy/up.sh --resource-group {group} --parameters aspire-output/{PublishedNames.BicepParametersFile}"),
            Section(++step, "The cluster's credentials", null,
                $"az aks get-credentials --resource-group {group} --name {cluster}"),
            .. usesStrimzi
                ? new[]
                {
                    Section(++step, "The Strimzi operator", "Once for the cluster; it runs the brokers of `kafka.yaml`.",
                        $"kubectl create namespace {settings.Namespace}",
                        $"kubectl create -f 'https://strimzi.io/install/latest?namespace={settings.Namespace}' -n {settings.Namespace}"),
                }
                : [],
            Section(++step, "Look whether everything is ready", null, $"{Run} do {StepNames.Preflight}"),
            Section(++step, "Build and push the images", "The policy tool reads them from the registry.",
                $"az acr login --name {registry}",
                $"{Run} do {StepNames.PushImages}"),
            Measure(++step, settings),
            Section(++step, "Make the key", $"It is released to that measurement only. Writes `{PublishedNames.MessageKeyFile}` for the producer.", $"{Run} do {StepNames.SetupKey}"),
            Section(++step, "Deploy", "Says what differs first; `--dry-run` stops there. The address and the login link stand at the end.", $"{Run} deploy"),
            Section(++step, "Check both sides", "The attested consumer must read the messages, the other must not.", $"{Run} do {StepNames.Verify}"),
            Section(++step, "Clean up", "Confidential nodes cost while they run. The key stays unless `--delete-key` is given.", $"{Run} do {StepNames.Teardown}"),
        ]) + "\n";
    }

    private static string Measure(int number, DeploymentSettings settings) => settings.Profile switch
    {
        DeploymentProfile.AksKataCc => Section(number, "Measure the confidential pod",
            $"Runs `az confcom katapolicygen`, which needs Linux. On another machine: run the second command beside a copy of `{PublishedNames.ConsumerFile}` on Linux, put the file back, and run the first.",
            $"{Run} do {StepNames.Measure}",
            $"az confcom katapolicygen -y {PublishedNames.ConsumerFile}"),
        DeploymentProfile.AciVirtualNodes => Section(number, "Measure the confidential pod",
            $"The policy tool writes its annotation into `{PublishedNames.ConsumerFile}`; `measure` reads it.",
            $"az confcom acipolicygen --virtual-node-yaml {PublishedNames.ConsumerFile}",
            $"{Run} do {StepNames.Measure}"),
        _ => Section(number, "Measure the confidential pod",
            $"The policy tool of your Confidential Containers version writes its annotation into `{PublishedNames.ConsumerFile}`; `measure` reads it.",
            $"genpolicy -y {PublishedNames.ConsumerFile}",
            $"{Run} do {StepNames.Measure}"),
    };

    private static string Section(int number, string title, string? text, params ReadOnlySpan<string> commands)
        => $"## {number}. {title}\n\n{(text is null ? "" : $"{text}\n\n")}```bash\n{string.Join("\n", commands!)}\n```";
}
