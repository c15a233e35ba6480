using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>
/// What a confidential pod runs, as text that is the same for the same AppHost.cs: its containers, their arguments and
/// environment, and what the guest allows. The SHA-256 of this text is the measurement.
/// </summary>
internal sealed class PodDescription
{
    private PodDescription(string text) => Text = text;

    /// <summary>The description: JSON with sorted names.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the text in UTF-8, 64 lower-case hex digits.</summary>
    public string Measurement => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Describes a pod from the model that AppHost.cs builds.</summary>
    public static async Task<PodDescription> CreateAsync(
        ConfidentialPodResource pod, DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken ct)
    {
        using var buffer = new MemoryStream();

        await using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("pod", pod.Name);
            json.WriteStartObject("allow");
            json.WriteBoolean("exec", pod.Policy.AllowExec);
            json.WriteBoolean("logs", pod.Policy.AllowLogs);
            json.WriteEndObject();
            json.WriteStartArray("containers");

            foreach (var project in new[] { pod.Sidecar, pod.Workload })
            {
                json.WriteStartObject();
                json.WriteString("name", project.Name);
                json.WriteStartObject("environment");

                foreach (var (name, value) in await ContainerEnvironment.ReadAsync(project, executionContext, logger, ct))
                {
                    json.WriteString(name, await RenderAsync(value, ct));
                }

                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new PodDescription(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    /// <summary>The same description with one character changed.</summary>
    public PodDescription WithOneCharacterChanged()
        => new(Text.Replace("\"pod\"", "\"Pod\"", StringComparison.Ordinal));

    /// <summary>Literal values as they are; addresses and guest values, which differ in every run, as the expression that names them.</summary>
    private static async Task<string> RenderAsync(object value, CancellationToken ct) => value switch
    {
        ParameterResource { Secret: false } parameter => await parameter.GetValueAsync(ct) ?? "",
        IManifestExpressionProvider expression => expression.ValueExpression,
        _ => value.ToString() ?? "",
    };
}
