using k8s;
using Microsoft.Extensions.Configuration;

namespace CcDemo.AppHost.Tests;

/// <summary>A stand-in cluster, files to apply, and a connection with a hurried clock.</summary>
internal sealed class ClusterSession : IAsyncDisposable
{
    private ClusterSession(StandInCluster cluster, ClusterApi api)
    {
        Cluster = cluster;
        Api = api;
    }

    public StandInCluster Cluster { get; }

    public ClusterApi Api { get; private set; }

    public SampleFiles Files { get; } = new();

    public RecordingLogger Log { get; } = new();

    public HurriedTime Time { get; } = new();

    public StringWriter Asked { get; } = new();

    public static async Task<ClusterSession> StartAsync(TimeSpan? attemptTimeout = null)
    {
        var cluster = await StandInCluster.StartAsync();
        cluster.Controllers = Controllers.AllWell;
        var session = new ClusterSession(cluster, null!);
        session.Api = new ClusterApi(
            new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.KubeConfig)), "stand-in", session.Time, session.Log.Lines.Enqueue, attemptTimeout ?? TimeSpan.FromHours(1));
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Files.Dispose();
        Asked.Dispose();
        await Cluster.DisposeAsync();
    }

    public static ClusterOptions Options(params string[] settings)
    {
        var configuration = new ConfigurationManager();

        foreach (var setting in settings)
        {
            configuration[setting.Split('=')[0]] = setting.Split('=') is [_, var value] ? value : "true";
        }

        return ClusterOptions.Read(configuration);
    }

    /// <summary>A person who answers; null is nobody.</summary>
    public OperatorConsole Operator(string? answer) => new(new StringReader(answer ?? ""), Asked, isInteractive: answer is not null);

    /// <summary>Applies the files.</summary>
    public async Task<string?> DeployAsync(ClusterOptions? options = null, string? answer = "yes")
        => await new Deployer(Api, options ?? Options(), Operator(answer), Log)
            .DeployAsync(await DeploymentFiles.ReadAsync(Files.Folder, SampleFiles.Settings(), CancellationToken.None), SampleFiles.Namespace, CancellationToken.None);

    public Rollout Rollout(TimeSpan? timeout = null) => new(Api, SampleFiles.Settings(), timeout ?? TimeSpan.FromMinutes(15), Time, Log);
}
