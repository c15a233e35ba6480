using System.Net;

namespace CcDemo.AppHost;

/// <summary>Whether this machine reaches the vault: asked for keys without a token, it must say whom tokens are for.</summary>
internal sealed class VaultReachable(DeploymentSettings settings, Web web) : IPreflightCheck
{
    public string Name => "Vault reachable";

    public async Task<Finding> LookAsync(CancellationToken ct)
        => Parameters.Lacking((DeploymentSettingsCatalog.VaultEndpoint, settings.VaultEndpoint))
            ?? (await web.GetAsync(new Uri($"https://{settings.VaultEndpoint}/keys?api-version=7.4"), ct)).Judge(
                Judge, () => Finding.Missing($"no machine has the name {settings.VaultEndpoint}; a private endpoint's name is known inside its network only"));

    private Finding Judge(WebAnswer answer) => answer switch
    {
        { Status: HttpStatusCode.Unauthorized, Challenge: { } challenge } when challenge.Contains(Audience, StringComparison.OrdinalIgnoreCase)
            => Finding.Ok($"{settings.VaultEndpoint} asks for a token"),
        { Status: HttpStatusCode.Unauthorized, Challenge: { } challenge } when challenge.Contains("resource=", StringComparison.Ordinal)
            => Finding.Missing($"{settings.VaultEndpoint} wants tokens for something else than {Audience}"),
        { Status: HttpStatusCode.Forbidden } => Finding.Missing(
            $"{settings.VaultEndpoint} forbids this network (403)", Remedy.Sentence("Let this machine's address in: the vault's networking settings, or a machine inside its network.")),
        { Status: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } => Finding.Unknown($"{settings.VaultEndpoint} answers {(int)answer.Status}; ask again later"),
        _ => Finding.Missing($"{settings.VaultEndpoint} answers {(int)answer.Status} as no vault does"),
    };

    private string Audience => settings.Cloud.IsManagedHsm(settings.VaultEndpoint) ? settings.Cloud.ManagedHsmSuffix : settings.Cloud.VaultSuffix;
}
