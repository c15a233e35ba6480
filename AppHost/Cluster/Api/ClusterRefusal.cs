using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CcDemo.AppHost;

/// <summary>Puts an answer that is an error (Kubernetes' <c>Status</c>) into a sentence that says what to do.</summary>
internal static partial class ClusterRefusal
{
    /// <summary>The exception of an answer.</summary>
    /// <param name="action">What was asked for, as in "apply Deployment consumer".</param>
    /// <param name="status">The answer's status code.</param>
    /// <param name="body">The answer's body.</param>
    /// <param name="context">The kubeconfig context.</param>
    public static ClusterException Of(string action, HttpStatusCode status, string body, string context)
    {
        var answer = Parse(body);
        var said = answer.Text("message") is { Length: > 0 } message ? message : $"{(int)status} {status}";
        FieldConflict[] conflicts = status == HttpStatusCode.Conflict
            ? [.. answer.Items("details", "causes").Where(cause => cause.Text("reason") == "FieldManagerConflict").Select(Conflict)]
            : [];
        return new ClusterException(Sentence(action, status, said, answer, conflicts, context)) { Status = status, Conflicts = conflicts };
    }

    private static string Sentence(
        string action, HttpStatusCode status, string said, JsonNode? answer, FieldConflict[] conflicts, string context) => status switch
        {
            HttpStatusCode.Unauthorized =>
                $"Cannot {action}: the cluster does not accept the credentials of the kubeconfig context '{context}' ({said}). Fetch new ones: az aks get-credentials, or kubelogin.",
            HttpStatusCode.Forbidden when MissingRight().Match(said) is { Success: true } right =>
                $"Cannot {action}: {said}. The account of the kubeconfig context '{context}' lacks the verb '{right.Groups["verb"]}' on {right.Groups["resource"]}"
                + $"{(right.Groups["group"].Length > 0 ? $".{right.Groups["group"]}" : "")}: it needs {Role(right.Groups["resource"].Value)}.",
            HttpStatusCode.Forbidden =>
                $"Cannot {action}: the cluster forbids it: {said}.",
            HttpStatusCode.Conflict when conflicts.Length > 0 =>
                $"Cannot {action}: others manage fields that it would change: {string.Join(", ", conflicts.Select(conflict => $"{conflict.Field} ({conflict.Owner})"))}. "
                + "Take them over with --force-conflicts, or leave them to the other and publish without them.",
            HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest =>
                $"Cannot {action}: the cluster does not accept it: {said}.",
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                $"Cannot {action}: the cluster answered {(int)status} again and again ({said}). Try again later; what was applied before stays and is not applied twice.",
            _ => $"Cannot {action}: {said} ({(int)status}{(answer.Text("reason") is { Length: > 0 } reason ? $" {reason}" : "")}).",
        };

    private static string Role(string resource) => resource == "namespaces"
        ? "a role for the whole cluster, such as the cluster role 'cluster-admin', or 'Azure Kubernetes Service RBAC Cluster Admin' on a cluster with Azure RBAC; or have somebody else make the namespace"
        : "a role such as the cluster role 'admin' bound in the namespace, or 'Azure Kubernetes Service RBAC Admin' on a cluster with Azure RBAC (Strimzi's kinds: the cluster role 'strimzi-admin')";

    private static FieldConflict Conflict(JsonNode cause) => new(
        cause.Text("field") ?? "?",
        cause.Text("message") is { } message ? message.Replace("conflict with ", "", StringComparison.Ordinal) : "another manager");

    private static JsonNode? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("cannot (?<verb>[a-z]+) resource \"(?<resource>[^\"]+)\" in API group \"(?<group>[^\"]*)\"")]
    private static partial Regex MissingRight();
}
