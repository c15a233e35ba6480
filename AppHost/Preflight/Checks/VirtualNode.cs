namespace CcDemo.AppHost;

/// <summary>Whether the cluster has a virtual node on Azure Container Instances.</summary>
internal sealed class VirtualNode(ClusterReader cluster) : IPreflightCheck
{
    private const string Label = "virtualization=virtualnode2";

    public string Name => "Virtual node";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => (await cluster.AskAsync(Nodes.Path(Label), ct)).Judge(
            list => Nodes.CountReady(list) is var count and > 0
                ? Finding.Ok($"{count} ready")
                : Finding.Missing(
                    $"no ready node has {Label}",
                    Remedy.Sentence("Install virtual nodes on Azure Container Instances: https://github.com/microsoft/virtualnodesOnAzureContainerInstances")),
            () => Finding.Unknown("the cluster lists no nodes"));
}
