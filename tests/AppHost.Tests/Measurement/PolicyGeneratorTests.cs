namespace CcDemo.AppHost.Tests;

/// <summary>The policy tool as a real process: scripts that stand for it on the path.</summary>
public sealed class PolicyGeneratorTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly ProgramFolder _programs = new();
    private readonly Manifest _manifest = SampleManifest.Parse(SampleManifest.Deployment);

    public void Dispose() => _programs.Dispose();

    [Fact]
    public async Task The_Azure_CLI_is_run_on_a_copy_and_its_annotation_is_the_answer()
    {
        var log = _programs.PathOf("log");
        _programs.Add("az", $"echo \"$@\" > {log}; echo \"$AZURE_EXTENSION_USE_DYNAMIC_INSTALL\" >> {log}; cat \"$4\" > {log}.seen; {Writes("cGFja2FnZQ==", file: "$4")}");

        Assert.Equal("cGFja2FnZQ==", (await CreateAsync()).Value);
        var lines = await File.ReadAllLinesAsync(log);
        Assert.Matches("^confcom katapolicygen -y .+/app.yaml$", lines[0]);
        Assert.Equal("no", lines[1]);
        Assert.Equal(SampleManifest.Deployment, await File.ReadAllTextAsync($"{log}.seen"));
        Assert.False(File.Exists(lines[0].Split(' ')[3]), "The copy is left behind.");
    }

    [Fact]
    public async Task Genpolicy_is_run_where_there_is_no_Azure_CLI_and_beside_its_rules()
    {
        var log = _programs.PathOf("log");
        await File.WriteAllTextAsync(_programs.PathOf("rules.rego"), "");
        _programs.Add("genpolicy", $"pwd -P > {log}; {Writes("Z2Vu", file: "$2")}");

        Assert.Equal("Z2Vu", (await CreateAsync()).Value);
        Assert.Equal(_programs.FullName, (await File.ReadAllTextAsync(log)).Trim());
    }

    [Fact]
    public async Task The_setting_names_another_program()
    {
        _programs.Add("az", "exit 1");
        var other = _programs.Add("genpolicy-azl5", Writes("b3RoZXI=", file: "$2"));

        Assert.Equal("b3RoZXI=", (await CreateAsync(other.FileName)).Value);
        Assert.Equal(MeasurementErrorCode.NoTool, (await CreateAsync("absent")).Error?.Code);
    }

    [Fact]
    public async Task Each_kind_of_policy_has_its_own_command()
    {
        _programs.Add("az", $"[ \"$2 $3\" = 'acipolicygen --virtual-node-yaml' ] || exit 7; {Writes("YWNp", file: "$4", PolicyKinds.ContainerInstanceAnnotation)}");
        _programs.Add("genpolicy", Writes("Y29jbw==", file: "$2", PolicyKinds.InitDataAnnotation));

        Assert.Equal("YWNp", (await CreateAsync(kind: PolicyKind.ContainerInstance)).Value);
        Assert.Equal("Y29jbw==", (await CreateAsync(kind: PolicyKind.InitData)).Value);
        Assert.Equal(MeasurementErrorCode.NoTool, (await CreateAsync("az", PolicyKind.InitData)).Error?.Code);
        Assert.Equal(MeasurementErrorCode.NoTool, (await CreateAsync("genpolicy", PolicyKind.ContainerInstance)).Error?.Code);
    }

    [Theory]
    [InlineData("ERROR: The command requires the extension confcom. Do you want to install it now?", nameof(MeasurementErrorCode.ExtensionMissing), "az extension add --name confcom")]
    [InlineData("az: 'confcom' is not in the 'az' command group. See 'az --help'.", nameof(MeasurementErrorCode.ExtensionMissing), "az extension add --name confcom")]
    [InlineData("'confcom' is misspelled or not recognized by the system.", nameof(MeasurementErrorCode.ExtensionMissing), "az extension add --name confcom")]
    [InlineData("thread 'main' panicked: Container image registry authentication failure (denied).", nameof(MeasurementErrorCode.RegistryRefused), "az acr login")]
    [InlineData("Failed to pull container image: 401 Unauthorized", nameof(MeasurementErrorCode.RegistryRefused), "docker login")]
    [InlineData("server returned status 403", nameof(MeasurementErrorCode.RegistryRefused), "docker login")]
    [InlineData("thread 'main' panicked at src/yaml.rs: Unsupported field: spec.template.spec.hostUsers", nameof(MeasurementErrorCode.UnsupportedField), "'spec.template.spec.hostUsers'")]
    [InlineData("The katapolicygen subcommand for Windows has not been implemented.", nameof(MeasurementErrorCode.NoTool), "Linux only")]
    [InlineData("Cannot open file rules.rego. Please copy it to the current directory", nameof(MeasurementErrorCode.ToolFailed), "genpolicy-settings.json")]
    [InlineData("something else went wrong", nameof(MeasurementErrorCode.ToolFailed), "something else went wrong")]
    public async Task A_failure_is_explained(string said, string code, string remedy)
    {
        _programs.Add("az", $"cat >&2 <<'EOF'\n{said}\nEOF\nexit 101");
        var error = (await CreateAsync()).Error;

        Assert.Equal(code, error?.Code.ToString());
        Assert.Contains(remedy, error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_long_failure_the_end_is_shown_without_control_characters()
    {
        _programs.Add("az", "yes 'a line' | head -c 50000 >&2; printf '\\033[31mthe cause\\n' >&2; exit 1");
        var message = (await CreateAsync()).Error!.Message;

        Assert.EndsWith("the cause", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', message);
        Assert.True(message.Length < 2000);
    }

    [Theory]
    [InlineData("exit 0", "wrote no io.katacontainers.config.agent.policy for Deployment/app")]
    [InlineData("echo '{' > \"$4\"", "cannot be read")]
    [InlineData("sed -i 's/name: app/name: other/' \"$4\"", "wrote no")]
    public async Task A_tool_that_ends_well_without_its_work_is_a_failure(string script, string reason)
    {
        _programs.Add("az", script);
        var error = (await CreateAsync()).Error;

        Assert.Equal(MeasurementErrorCode.ToolFailed, error?.Code);
        Assert.Contains(reason, error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Past_its_time_limit_it_is_stopped()
    {
        _programs.Add("az", "sleep 600");
        var error = (await CreateAsync(limit: TimeSpan.FromMilliseconds(200))).Error;

        Assert.Equal(MeasurementErrorCode.ToolTimedOut, error?.Code);
        Assert.Contains("Measure:TimeLimit", error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_cancelled_it_ends_and_leaves_no_copy()
    {
        var started = _programs.PathOf("started");
        _programs.Add("az", $"echo \"$4\" > {started}.new; mv {started}.new {started}; sleep 600");
        using var cancellation = new CancellationTokenSource();
        var run = CreateAsync(ct: cancellation.Token);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!File.Exists(started))
        {
            await Task.Delay(20, patience.Token);
        }

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(File.Exists((await File.ReadAllTextAsync(started)).Trim()), "The copy is left behind.");
    }

    /// <summary>Writes the annotation into the pod template, as the tool does, and drops every comment.</summary>
    private static string Writes(string value, string file, string annotation = PolicyKinds.KataAgentAnnotation)
        => $"sed -i -e 's/ *#.*//' -e 's|^      labels: .*|&\\n      annotations:\\n        {annotation}: {value}|' \"{file}\"";

    private async Task<Outcome<string>> CreateAsync(
        string? name = null, PolicyKind kind = PolicyKind.KataAgent, TimeSpan? limit = null, CancellationToken ct = default)
    {
        var tool = PolicyGenerator.Find(kind, name, _programs.FullName);
        return tool.Succeeded ? await tool.Value.CreatePolicyAsync(_manifest, _manifest.Pods[0], "app.yaml", limit ?? _limit, ct) : tool.Error;
    }
}
