using System.Net;

namespace CcDemo.AppHost;

/// <summary>Whether the attestation provider is there: it must publish the keys that its tokens are signed with.</summary>
internal sealed class AttestationReachable(DeploymentSettings settings, Web web) : IPreflightCheck
{
    public string Name => "Attestation provider";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => Parameters.Lacking((DeploymentSettingsCatalog.MaaEndpoint, settings.MaaEndpoint))
            ?? (await web.GetAsync(new Uri($"https://{settings.MaaEndpoint}/certs"), ct)).Judge(
                Judge, () => Finding.Missing($"no machine has the name {settings.MaaEndpoint}"));

    private Finding Judge(WebAnswer answer) => answer.Status switch
    {
        HttpStatusCode.OK when ProgramWords.Json(settings.MaaEndpoint, answer.Text).Value.Items("keys").Any()
            => Finding.Ok($"{settings.MaaEndpoint} publishes its keys"),
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => Finding.Unknown($"{settings.MaaEndpoint} answers {(int)answer.Status}; ask again later"),
        _ => Finding.Missing($"{settings.MaaEndpoint} answers {(int)answer.Status} as no attestation provider does"),
    };
}
