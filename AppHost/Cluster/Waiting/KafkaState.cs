using System.Text.Json.Nodes;

namespace CcDemo.AppHost;

/// <summary>How far the brokers are that Strimzi's operator runs.</summary>
/// <param name="IsReady">Whether the operator says that they are ready as they are described now.</param>
/// <param name="Text">The state in a few words.</param>
/// <param name="Trouble">What the operator complains about, if it does.</param>
internal sealed record KafkaState(bool IsReady, string Text, Trouble? Trouble)
{
    public static KafkaState Of(JsonObject kafka)
    {
        if (kafka.At("status", "conditions") is not JsonArray conditions)
        {
            return new KafkaState(false, "Strimzi's operator has not looked at it yet", null);
        }

        var isCurrent = kafka.Number("status", "observedGeneration") >= kafka.Number("metadata", "generation");

        if (isCurrent && conditions.Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True"))
        {
            return new KafkaState(true, "ready", null);
        }

        var complaint = conditions.LastOrDefault(condition => condition.Text("type") == "NotReady" && condition.Text("status") == "True");
        return complaint.Text("reason") is { } reason and not "Creating"
            ? new KafkaState(false, reason, new Trouble(TroubleKind.Kafka, $"Strimzi's operator cannot make the brokers ready: {reason}: {complaint.Text("message")}", IsFinal: false))
            : new KafkaState(false, "the brokers are starting", null);
    }

    /// <summary>What is said when the operator never looks.</summary>
    public static string NoOperator(string ns)
        => $"Nobody looks after the Kafka resource: is Strimzi's operator running, and does it watch the namespace '{ns}'? kubectl get pods -A -l name=strimzi-cluster-operator";
}
