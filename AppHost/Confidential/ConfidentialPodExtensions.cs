using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

internal static partial class ConfidentialPodExtensions
{
    private const string ThimEndpoint = "169.254.169.254/metadata/THIM/amd/certification";
    private const string AmdEndpoint = "kdsintf.amd.com/vcek/v1";

    /// <summary>The signed endorsement of the utility VM, where Kata's guests on AKS have it.</summary>
    private const string Endorsement = "/opt/confidential-containers/share/kata-containers/reference-info-base64";

    /// <summary>Puts a workload and its SKR sidecar into one confidential pod.</summary>
    public static IResourceBuilder<ConfidentialPodResource> AddConfidentialPod(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ProjectResource> workload,
        IResourceBuilder<ProjectResource> sidecar,
        AzureServices azure,
        Refusal refusal,
        Action<PodPolicy>? configure = null)
    {
        var policy = new PodPolicy();
        configure?.Invoke(policy);

        var pod = builder.AddResource(new ConfidentialPodResource(name, workload.Resource, sidecar.Resource, policy))
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "ConfidentialPod", State = KnownResourceStates.NotStarted, Properties = [] })
            .WithIconName("ShieldLock")
            .ExcludeFromManifest();

        workload.WithAnnotation(new ConfidentialPodAnnotation(pod.Resource)).WithParentRelationship(pod);
        sidecar.WithAnnotation(new ConfidentialPodAnnotation(pod.Resource)).WithParentRelationship(pod);

        return azure.Emulator is { } emulator
            ? pod.OnEmulatedHost(sidecar, emulator, refusal)
            : pod.OnHardware(sidecar);
    }

    /// <summary>Marks the program without the pod, shown beside the attested one.</summary>
    public static IResourceBuilder<ProjectResource> IsCounterProofOf(
        this IResourceBuilder<ProjectResource> builder, IResourceBuilder<ProjectResource> attested)
        => builder.WithAnnotation(new CounterProofAnnotation(attested.Resource));

    private static IResourceBuilder<ConfidentialPodResource> OnHardware(
        this IResourceBuilder<ConfidentialPodResource> pod, IResourceBuilder<ProjectResource> sidecar)
    {
        switch (sidecar.ApplicationBuilder.ChosenProfile())
        {
            case DeploymentProfile.AksKataCc:
                sidecar.WithEnvironment("SkrSideCarArgs", SideCarArguments(ThimEndpoint))
                    .WithPublishedMount("endor-loc", Endorsement, new MountSource.HostFile(Endorsement));
                break;
            case DeploymentProfile.AciVirtualNodes:
                sidecar.WithEnvironment("SkrSideCarArgs", SideCarArguments(ThimEndpoint));
                break;
            case DeploymentProfile.Coco:
                sidecar.WithEnvironment("SkrSideCarArgs", Base64(
                    $$$"""{"certcache":{"endpoint_type":"AMD","endpoint":"{{{AmdEndpoint}}}","tee_type":"Milan"}}"""));
                break;
        }

        return pod;
    }

    private static IResourceBuilder<ConfidentialPodResource> OnEmulatedHost(
        this IResourceBuilder<ConfidentialPodResource> pod, IResourceBuilder<ProjectResource> sidecar, AzureEmulator emulator, Refusal refusal)
    {
        var resource = pod.Resource;

        sidecar.WithEnvironment("Snp__Device", resource.Guest("device", guest => guest.Device))
            .WithEnvironment("SkrSideCarArgs", resource.Guest("sideCarArguments", guest => SideCarArguments(new Uri(guest.Thim).GetComponents(UriComponents.HostAndPort | UriComponents.Path, UriFormat.UriEscaped))))
            .WithEnvironment("UVM_SECURITY_POLICY", resource.Guest("securityPolicy", guest => guest.SecurityPolicy))
            .WithEnvironment("UVM_REFERENCE_INFO", resource.Guest("referenceInfo", guest => guest.ReferenceInfo))
            .WithEnvironment("UVM_HOST_AMD_CERTIFICATE", resource.Guest("hostAmdCertificate", guest => guest.HostAmdCert))
            .WithEnvironment("AZURE_CLIENT_ID", AzureEmulator.WorkloadClientId)
            .WithEnvironment("AZURE_POD_IDENTITY_AUTHORITY_HOST", emulator.Metadata)
            .WithEnvironment("Trust__CaFile", emulator.CaFile)
            .WithEnvironment("Skr__AllowedEndpoints", ReferenceExpression.Create($"{emulator.Maa.Property(EndpointProperty.HostAndPort)},{emulator.Vault.Property(EndpointProperty.HostAndPort)}"))
            // Any free port: nothing in a local run needs to find it, and several runs fit on one machine.
            .WithEnvironment("KeyProviderSock", "127.0.0.1:0")
            .WaitFor(pod);

        return pod
            .WaitFor(emulator.Project)
            .OnInitializeResource((_, e, ct) => e.StartAsync(
                resource, KnownResourceStates.Running, token => RegisterAsync(resource, emulator, refusal, e, token), resource.Fail, ct));
    }

    private static async Task<ImmutableArray<ResourcePropertySnapshot>> RegisterAsync(
        ConfidentialPodResource pod, AzureEmulator emulator, Refusal refusal, InitializeResourceEvent e, CancellationToken ct)
    {
        var description = await PodDescription.CreateAsync(
            pod, e.Services.GetRequiredService<DistributedApplicationExecutionContext>(), e.Logger, ct);

        if (refusal == Refusal.Description)
        {
            description = description.WithOneCharacterChanged();
        }

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{emulator.Metadata.Url}/host/guests/{pod.Name}")
        {
            Content = JsonContent.Create(new
            {
                policy = Convert.ToBase64String(Encoding.UTF8.GetBytes(description.Text)),
                debug = refusal == Refusal.DebugGuest,
                fault = refusal is Refusal.FlippedBit or Refusal.ForeignChain or Refusal.RuntimeData ? refusal.ToSettingName() : "none",
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", emulator.HostKey);

        using var response = await http.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        var guest = await response.Content.ReadFromJsonAsync<GuestRegistration>(ct)
            ?? throw new DistributedApplicationException("The host registered the guest but told nothing of it.");
        pod.Succeed(guest);
        LogRegistered(e.Logger, pod.Name, guest.HostData);
        return [new("Measurement", guest.HostData)];
    }

    /// <summary>The sidecar's argument: base64 of JSON that says where the certificates of this host are.</summary>
    private static string SideCarArguments(string endpoint)
        => Base64($$$"""{"certcache":{"endpoint_type":"LocalTHIM","endpoint":"{{{endpoint}}}"}}""");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [LoggerMessage(LogLevel.Information, "The guest of {Pod} is registered; its reports carry the measurement {Measurement}.")]
    private static partial void LogRegistered(ILogger logger, string pod, string measurement);
}
