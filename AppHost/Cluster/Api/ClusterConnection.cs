using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace CcDemo.AppHost;

/// <summary>The cluster of a kubeconfig file: its address, and how to show that one may use it.</summary>
internal static class ClusterConnection
{
    private const string Variable = "KUBECONFIG";

    /// <summary>Opens the cluster's API, with calls that are repeated when they fail in passing.</summary>
    /// <exception cref="DistributedApplicationException">There is no such file or context, or it cannot be used.</exception>
    public static async Task<ClusterApi> OpenAsync(ClusterOptions options, TimeProvider time, Action<string> notice)
    {
        var (client, context) = await ReadAsync(options);
        return new ClusterApi(client, context, time, notice);
    }

    /// <summary>Opens the bare connection.</summary>
    /// <exception cref="DistributedApplicationException">There is no such file or context, or it cannot be used.</exception>
    public static async Task<Kubernetes> ConnectAsync(ClusterOptions options) => (await ReadAsync(options)).Client;

    /// <summary>Reads the file and, where it says so, asks the program that hands out tokens (such as kubelogin).</summary>
    private static async Task<(Kubernetes Client, string Context)> ReadAsync(ClusterOptions options)
    {
        var file = FindFile(options.KubeConfig);

        try
        {
            var content = await KubernetesClientConfiguration.LoadKubeConfigAsync(file);
            var context = options.KubeContext ?? content.CurrentContext;
            Require(content, context, file);
            return (new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigObject(content, context)), context!);
        }
        catch (Exception e) when (e is KubeConfigException or KubernetesClientException or IOException or UnauthorizedAccessException or FormatException
            or YamlDotNet.Core.YamlException or System.Security.Cryptography.CryptographicException)
        {
            throw new DistributedApplicationException($"The kubeconfig file '{file.FullName}' cannot be used: {e.Message}");
        }
    }

    private static FileInfo FindFile(string? given)
    {
        var candidates = given is not null
            ? [given]
            : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } list
                ? list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                : [KubernetesClientConfiguration.KubeConfigDefaultLocation];

        return candidates.FirstOrDefault(File.Exists) is { } file
            ? new FileInfo(file)
            : throw new DistributedApplicationException(
                $"There is no kubeconfig file at {string.Join(" or ", candidates.Select(name => $"'{name}'"))}. "
                + "Fetch one with 'az aks get-credentials --resource-group GROUP --name CLUSTER', or name one with --kubeconfig FILE.");
    }

    private static void Require(K8SConfiguration content, string? context, FileInfo file)
    {
        string[] names = [.. (content.Contexts ?? []).Select(item => item.Name)];

        if (context is not { Length: > 0 } || !names.Contains(context))
        {
            throw new DistributedApplicationException(
                $"The kubeconfig file '{file.FullName}' has {(context is { Length: > 0 } ? $"no context '{context}'" : "no current context")}; "
                + (names.Length == 0 ? "it has none at all." : $"choose one with --kube-context: {string.Join(", ", names)}."));
        }
    }
}
