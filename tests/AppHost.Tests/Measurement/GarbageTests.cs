using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CcDemo.AppHost.Tests;

/// <summary>Whatever a file holds, the answer is a value or a named error, never an exception.</summary>
public sealed class GarbageTests
{
    [Property(MaxTest = 500)]
    public void Any_bytes_are_answered(byte[] content) => Answer(content);

    [Property(MaxTest = 500)]
    public void Any_text_is_answered(string? text) => Answer(Encoding.UTF8.GetBytes(text ?? ""));

    [Property(MaxTest = 300)]
    public void Any_policy_is_answered(byte[] policy)
    {
        foreach (var kind in Enum.GetValues<PolicyKind>())
        {
            Answer(Encoding.UTF8.GetBytes(SampleManifest.Pod(kind.ToAnnotation(), Convert.ToBase64String(policy))));
        }
    }

    [Property(MaxTest = 300)]
    public Property A_manifest_with_any_change_is_answered()
        => Prop.ForAll(Mutations(SampleManifest.Pod(new SamplePolicy().Base64)), yaml => Answer(Encoding.UTF8.GetBytes(yaml)));

    [Property(MaxTest = 300)]
    public Property A_manifest_with_any_change_is_annotated_or_refused()
        => Prop.ForAll(Mutations(SampleManifest.Deployment), yaml =>
        {
            if (Manifest.Parse(yaml) is { Value: { } manifest })
            {
                var edited = PolicyAnnotation.Insert(manifest, manifest.Pods[0], PolicyKind.KataAgent, "cGFja2FnZQ==");
                Assert.True(!edited.Succeeded || Manifest.Parse(edited.Value).Value?.Pods[0].Annotations[PolicyKinds.KataAgentAnnotation] == "cGFja2FnZQ==");
            }
        });

    [Property(MaxTest = 300)]
    public Property A_policy_with_any_change_is_answered()
        => Prop.ForAll(Mutations(new SamplePolicy().Text), rego =>
        {
            _ = AgentPolicySummary.Read(rego);
            _ = ContainerInstancePolicySummary.Read(rego);
            Answer(Encoding.UTF8.GetBytes(SampleManifest.Pod(Convert.ToBase64String(Encoding.UTF8.GetBytes(rego)))));
        });

    [Fact]
    public void Text_without_end_is_read_in_reasonable_time()
    {
        foreach (var part in new[] { "\n", " ", "x ", "x\n", "(", "\"", "#", "default ", "X := ", "policy_data := {" })
        {
            _ = AgentPolicySummary.Read("package agent_policy\n" + string.Concat(Enumerable.Repeat(part, 500_000 / part.Length)));
        }
    }

    private static void Answer(byte[] content)
    {
        var manifest = Manifest.Parse(content);
        if (!manifest.Succeeded)
        {
            return;
        }

        if (MeasuredPolicy.Find(manifest.Value, null) is { Value: { } policy })
        {
            var summary = policy.Rego is { } rego ? AgentPolicySummary.Read(rego).Value : null;
            _ = PolicyWarnings.Find(policy, summary);
            _ = PolicySummaryText.Write(policy, summary).Count();
        }
    }

    /// <summary>The text with a part cut out, doubled or replaced.</summary>
    private static Arbitrary<string> Mutations(string text) => Arb.From(
        from start in Gen.Choose(0, text.Length)
        from length in Gen.Choose(0, 30)
        from insert in Gen.Elements("", "\0", "{", "}", "[", "\"", "'", "#", ":", "\n", "\t", "&a ", "*a", "!!x ", "|", ">", "- ", "---\n", "\\ud800", "\uFEFF", "true", "`", text[start..Math.Min(text.Length, start + length)])
        let end = Math.Min(text.Length, start + length)
        select text[..start] + insert + text[end..]);
}
