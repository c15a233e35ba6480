using System.Buffers.Text;

namespace CcDemo.AppHost;

/// <summary>The policy that a pod of a manifest carries, and what a report of that pod will say of it.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Kind">What kind of policy it is.</param>
/// <param name="Annotation">The annotation's value, as the manifest has it.</param>
/// <param name="Rego">The policy in Rego; null when init data brings none.</param>
/// <param name="HostData">The guest's host data.</param>
internal sealed record MeasuredPolicy(ManifestPod Pod, PolicyKind Kind, string Annotation, string? Rego, HostData HostData)
{
    /// <summary>Measures the pod of a manifest that carries a policy.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="podName">The pod that is meant, <c>NAME</c> or <c>KIND/NAME</c>; null when there is one only.</param>
    public static Outcome<MeasuredPolicy> Find(Manifest manifest, string? podName)
    {
        var pods = Select(manifest, podName);
        if (!pods.Succeeded)
        {
            return pods.Error;
        }

        List<(ManifestPod Pod, PolicyKind Kind, string Value)> carried = [.. pods.Value.SelectMany(
            pod => Enum.GetValues<PolicyKind>().Where(kind => pod.Annotations.ContainsKey(kind.ToAnnotation())),
            (pod, kind) => (pod, kind, pod.Annotations[kind.ToAnnotation()]))];

        if (carried.Count == 0)
        {
            return NoPolicy(pods.Value);
        }

        if (carried.GroupBy(item => item.Pod).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            return Error(
                MeasurementErrorCode.TwoKindsOfPolicy,
                $"{Show(twice.Key)} carries {string.Join(" and ", twice.Select(item => item.Kind.ToAnnotation()))}; a guest is launched with one of them. Remove the other.");
        }

        if (carried.Select(item => (item.Kind, item.Value)).Distinct().Count() > 1)
        {
            return Error(
                MeasurementErrorCode.SeveralPolicies,
                $"{string.Join(", ", carried.Select(item => Show(item.Pod)))} carry different policies. Say which one is meant: --name {carried[0].Pod.Name}.");
        }

        return Measure(carried[0].Pod, carried[0].Kind, carried[0].Value);
    }

    /// <summary>The pods that a name means.</summary>
    public static Outcome<IReadOnlyList<ManifestPod>> Select(Manifest manifest, string? podName)
    {
        List<ManifestPod> pods = [.. manifest.Pods.Where(pod => podName is null || pod.IsCalled(podName))];
        return pods.Count > 0
            ? Outcome<IReadOnlyList<ManifestPod>>.Of(pods)
            : Error(
                MeasurementErrorCode.UnknownPod,
                $"The file has no pod '{podName}'; it has {string.Join(", ", manifest.Pods.Select(Show))}.");
    }

    private static Outcome<MeasuredPolicy> Measure(ManifestPod pod, PolicyKind kind, string value)
    {
        var annotation = kind.ToAnnotation();

        if (string.IsNullOrWhiteSpace(value))
        {
            return Error(MeasurementErrorCode.PolicyEmpty, $"The annotation {annotation} of {Show(pod)} is empty. {Remedy(kind)}");
        }

        if (Decode(value) is not { } decoded)
        {
            return Error(
                MeasurementErrorCode.PolicyNotBase64,
                $"The annotation {annotation} of {Show(pod)} is not base64 (the alphabet with + and /, padded, without blanks). {Remedy(kind)}");
        }

        if (kind == PolicyKind.InitData)
        {
            var initData = InitData.Parse(decoded);
            return initData.Succeeded
                ? new MeasuredPolicy(pod, kind, value, initData.Value.Policy, HostData.OfInitData(initData.Value.Toml, initData.Value.Algorithm))
                : initData.Error;
        }

        if (!StrictText.TryDecode(decoded, out var rego))
        {
            return Error(
                MeasurementErrorCode.PolicyNotText,
                $"The annotation {annotation} of {Show(pod)} decodes to what is not text in UTF-8, so it is no policy. {Remedy(kind)}");
        }

        var package = kind == PolicyKind.KataAgent ? "agent_policy" : "policy";
        return RegoText.Parse(rego).Package == package
            ? new MeasuredPolicy(pod, kind, value, rego, HostData.OfPolicy(decoded))
            : Error(
                MeasurementErrorCode.PolicyNotRego,
                $"The annotation {annotation} of {Show(pod)} decodes to text that is not Rego with 'package {package}', so the guest would refuse it. {Remedy(kind)}");
    }

    private static MeasurementError NoPolicy(IReadOnlyList<ManifestPod> pods)
    {
        var names = string.Join(", ", pods.Select(Show));

        return pods.Any(pod => pod.Annotations.ContainsKey(PolicyKinds.PeerPodInitDataAnnotation))
            ? Error(
                MeasurementErrorCode.UnsupportedPolicy,
                $"{names} carries {PolicyKinds.PeerPodInitDataAnnotation}: a peer pod measures its init data into a vTPM and not into the host data, so no release policy of this form can name it.")
            : Error(MeasurementErrorCode.NoPolicy, $"{names} carries no policy. {Remedy(PolicyKind.KataAgent)}");
    }

    /// <summary>The command that writes a kind of policy.</summary>
    private static string Remedy(PolicyKind kind) => kind switch
    {
        PolicyKind.KataAgent => "On a Linux machine, 'az confcom katapolicygen -y FILE' writes it.",
        PolicyKind.ContainerInstance => "'az confcom acipolicygen --virtual-node-yaml FILE' writes it.",
        _ => "'gzip -c initdata.toml | base64 -w0' makes it.",
    };

    /// <summary>Base64 as the hosts of the guests decode it: line ends are skipped, blanks are not.</summary>
    private static byte[]? Decode(string value)
    {
        if (value.Any(c => c is ' ' or '\t'))
        {
            return null;
        }

        var buffer = new byte[Base64.GetMaxDecodedFromUtf8Length(value.Length)];
        return Convert.TryFromBase64String(value, buffer, out var count) ? buffer[..count] : null;
    }

    private static string Show(ManifestPod pod) => StrictText.ForDisplay(pod.Title, 80);

    private static MeasurementError Error(MeasurementErrorCode code, string message) => new(code, message);
}
