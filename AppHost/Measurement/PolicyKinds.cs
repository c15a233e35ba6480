namespace CcDemo.AppHost;

/// <summary>Where each kind of policy stands and what it is called.</summary>
internal static class PolicyKinds
{
    /// <summary>The annotation with the policy of the Kata agent: base64 of Rego.</summary>
    public const string KataAgentAnnotation = "io.katacontainers.config.agent.policy";

    /// <summary>The annotation with the policy for container instances: base64 of Rego.</summary>
    public const string ContainerInstanceAnnotation = "microsoft.containerinstance.virtualnode.ccepolicy";

    /// <summary>The annotation with init data: base64 of gzip of TOML.</summary>
    public const string InitDataAnnotation = "io.katacontainers.config.hypervisor.cc_init_data";

    /// <summary>The annotation with init data for peer pods, whose measurement goes into a vTPM and not into the host data.</summary>
    public const string PeerPodInitDataAnnotation = "io.katacontainers.config.runtime.cc_init_data";

    /// <summary>The pod annotation that carries a kind of policy.</summary>
    public static string ToAnnotation(this PolicyKind kind) => kind switch
    {
        PolicyKind.KataAgent => KataAgentAnnotation,
        PolicyKind.ContainerInstance => ContainerInstanceAnnotation,
        PolicyKind.InitData => InitDataAnnotation,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of policy."),
    };

    /// <summary>What a kind of policy is called.</summary>
    public static string ToTitle(this PolicyKind kind) => kind switch
    {
        PolicyKind.KataAgent => "Kata agent policy",
        PolicyKind.ContainerInstance => "container instance (CCE) policy",
        PolicyKind.InitData => "init data",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of policy."),
    };

    /// <summary>Where guests with this kind of policy run.</summary>
    public static DeploymentProfile ToProfile(this PolicyKind kind) => kind switch
    {
        PolicyKind.KataAgent => DeploymentProfile.AksKataCc,
        PolicyKind.ContainerInstance => DeploymentProfile.AciVirtualNodes,
        PolicyKind.InitData => DeploymentProfile.Coco,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of policy."),
    };

    /// <summary>The kind of policy that guests have there.</summary>
    public static PolicyKind ToPolicyKind(this DeploymentProfile profile) => Enum.GetValues<PolicyKind>().First(kind => kind.ToProfile() == profile);
}
