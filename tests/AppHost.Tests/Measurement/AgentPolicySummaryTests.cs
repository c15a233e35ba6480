using System.Text.Json.Nodes;

namespace CcDemo.AppHost.Tests;

public sealed class AgentPolicySummaryTests
{
    [Fact]
    public void The_containers_are_told_with_all_that_binds_them()
    {
        var summary = new SamplePolicy().Summary;

        Assert.True(summary.Containers[0].IsSandbox);
        var container = summary.Containers[1];
        Assert.Equal("app", container.Name);
        Assert.StartsWith("registry.example/app@sha256:", container.Image, StringComparison.Ordinal);
        Assert.Equal(["/app", "--serve"], container.Command);
        Assert.Equal(["PATH", "TOPIC"], container.VariableNames);
        Assert.Equal("/etc/hosts", Assert.Single(container.Mounts).Destination);
        Assert.Equal(2, container.LayerHashes.Count(hash => hash.Length == 64));
    }

    [Fact]
    public void A_policy_of_the_tool_allows_nothing_besides()
    {
        var summary = new SamplePolicy().Summary;

        Assert.False(summary.AllowsEverything);
        Assert.False(summary.AllowsExec);
        Assert.False(summary.AllowsLogs);
        Assert.Empty(summary.ExecCommands);
        Assert.Empty(summary.Unusual);
        Assert.Empty(summary.UnreadRules);
        Assert.Empty(summary.WideCopyPaths);
        Assert.Empty(summary.WideVariables);
    }

    [Theory]
    [InlineData("default ExecProcessRequest := true")]
    [InlineData("default ExecProcessRequest = true")]
    [InlineData("default  ExecProcessRequest\n  := true")]
    [InlineData("ExecProcessRequest := true")]
    [InlineData("ExecProcessRequest = true # always")]
    [InlineData("ExecProcessRequest { true }")]
    [InlineData("ExecProcessRequest if { true }")]
    [InlineData("ExecProcessRequest if true")]
    [InlineData("ExecProcessRequest {\n    true\n}")]
    [InlineData("default CreateContainerRequest := true")]
    [InlineData("default AllowRequestsFailingPolicy := true")]
    public void Exec_is_seen_however_it_is_allowed(string rule) => Assert.True(new SamplePolicy().WithRules(rule).Summary.AllowsExec);

    [Theory]
    [InlineData("# default ExecProcessRequest := true")]
    [InlineData("note := \"default ExecProcessRequest := true\"")]
    [InlineData("note := `\ndefault ExecProcessRequest := true\n`")]
    [InlineData("note := {\n\"x\": \"}\",\n\"ExecProcessRequest\": \"\\\" default ExecProcessRequest := true\"\n}")]
    [InlineData("helper {\nExecProcessRequest := true\n}")]
    public void What_only_looks_like_a_rule_is_none(string text) => Assert.False(new SamplePolicy().WithRules(text).Summary.AllowsExec);

    [Fact]
    public void Exec_commands_are_read_in_the_form_of_every_version()
    {
        var lines = new SamplePolicy();
        lines.Requests["ExecProcessRequest"] = new JsonArray("echo a");
        var commands = new SamplePolicy();
        commands.Requests["ExecProcessRequest"] = new JsonObject { ["commands"] = new JsonArray("echo b"), ["regex"] = new JsonArray("^ls .*$") };
        var words = new SamplePolicy();
        words.Requests["ExecProcessRequest"] = new JsonObject { ["allowed_commands"] = new JsonArray(new JsonArray("echo", "c")) };
        words.Container["exec_commands"] = new JsonArray(new JsonArray("cat", "/ready"));

        Assert.Equal(["echo a"], lines.Summary.ExecCommands);
        Assert.Equal(["echo b", "/^ls .*$/"], commands.Summary.ExecCommands);
        Assert.Equal(["echo c"], words.Summary.ExecCommands);
        Assert.Equal(["cat /ready"], words.Summary.Containers[1].ExecCommands);
    }

    [Fact]
    public void Logs_are_readable_when_the_data_says_so()
    {
        var policy = new SamplePolicy();
        policy.Requests["ReadStreamRequest"] = true;

        Assert.True(policy.Summary.AllowsLogs);
        Assert.Empty(policy.Summary.Unusual);
    }

    [Fact]
    public void The_digest_of_the_rules_changes_with_the_rules_and_not_with_the_pod()
    {
        var other = new SamplePolicy();
        other.ContainerProcess["Args"] = new JsonArray("/other");

        Assert.Equal(new SamplePolicy().Summary.RulesDigest, other.Summary.RulesDigest);
        Assert.NotEqual(new SamplePolicy().Summary.RulesDigest, other.WithRules("SetPolicyRequest { input.x }").Summary.RulesDigest);
    }

    [Theory]
    [InlineData(nameof(MeasurementErrorCode.PolicyDataMissing), "package agent_policy\ndefault CreateContainerRequest := false\n")]
    [InlineData(nameof(MeasurementErrorCode.PolicyDataMissing), "package agent_policy\n# policy_data := {}\n")]
    [InlineData(nameof(MeasurementErrorCode.PolicyDataMissing), "package agent_policy\npolicy_data := {}\npolicy_data := {}\n")]
    [InlineData(nameof(MeasurementErrorCode.PolicyDataNotJson), "package agent_policy\npolicy_data := { \"containers\": [ }\n")]
    [InlineData(nameof(MeasurementErrorCode.PolicyDataNotJson), "package agent_policy\npolicy_data := {")]
    [InlineData(nameof(MeasurementErrorCode.PolicyDataNotJson), "package agent_policy\npolicy_data := { \"containers\": [{ \"exec_commands\": [\"\\ud800\"] }] }\n")]
    public void A_policy_whose_data_cannot_be_read_is_refused(string code, string rego)
        => Assert.Equal(code, AgentPolicySummary.Read(rego).Error?.Code.ToString());

    [Fact]
    public void A_policy_that_allows_everything_needs_no_data()
    {
        var summary = AgentPolicySummary.Read("package agent_policy\ndefault CreateContainerRequest := true\n");

        Assert.True(summary.Value?.AllowsEverything);
        Assert.True(summary.Value?.AllowsLogs);
    }

    [Fact]
    public void The_summary_names_variables_and_shows_no_value_and_no_control_character()
    {
        var sample = new SamplePolicy();
        sample.ContainerProcess["Args"] = new JsonArray("/app", "\u001b[31mred");
        var policy = SampleManifest.Measure(SampleManifest.Pod(sample.Base64));
        var text = string.Join('\n', PolicySummaryText.Write(policy, sample.Summary));

        Assert.Contains("TOPIC", text, StringComparison.Ordinal);
        Assert.DoesNotContain("messages", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
        Assert.Contains("layers     2, each bound by a dm-verity hash", text, StringComparison.Ordinal);
        Assert.Contains("exec         none", text, StringComparison.Ordinal);
        Assert.Contains("logs         denied", text, StringComparison.Ordinal);
    }
}
