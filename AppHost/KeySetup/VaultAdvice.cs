using System.Text.RegularExpressions;

namespace CcDemo.AppHost;

/// <summary>Explains why the vault refused, and what to do about it.</summary>
internal static partial class VaultAdvice
{
    private const string VaultRole = "Key Vault Crypto Officer";
    private const string HsmRole = "Managed HSM Crypto User";

    /// <summary>The command that finds whoever is signed in.</summary>
    private const string SignedIn = "$(az ad signed-in-user show --query id --output tsv)";

    /// <summary>A few sentences: what happened, what the vault said, what to do.</summary>
    public static string Explain(VaultFailure failure, VaultAddress vault, string keyName)
    {
        var (what, advice) = Find(failure, vault, keyName);
        return failure.Message.Length == 0
            ? $"{what} {advice}"
            : $"{what} {(failure.Status == 0 ? "The cause" : $"The vault's words ({failure.Status})")}: {failure.Message.TrimEnd('.')}. {advice}";
    }

    /// <summary>What to do where only a Premium vault will do.</summary>
    public static string PremiumNeeded(VaultAddress vault)
        => $"The vault {vault.Authority} is of the SKU Standard. Keys that are released to attested pods live in HSMs, which a vault of the SKU Premium or a Managed HSM has. Raise it with az keyvault update --name {vault.Name} --set properties.sku.name=premium, or create another with az keyvault create --sku premium, and name it with --Parameters:vault-endpoint=HOST.";

    private static (string What, string Advice) Find(VaultFailure failure, VaultAddress vault, string keyName) => failure switch
    {
        { Code: VaultFailure.NoToken } => (
            $"There is no access token for {vault.Authority}: nobody is signed in, or not in this cloud.",
            $"Sign in with az cloud set --name {vault.Cloud.CliName} and az login, and try again."),
        { Code: VaultFailure.UnknownHost } => (
            $"There is no host {vault.Url.Host}.",
            "Check --Parameters:vault-endpoint against az keyvault list --query [].properties.vaultUri; behind a private endpoint the name is known in its network only."),
        { Code: VaultFailure.NotTrusted } => (
            $"The connection to {vault.Authority} is not secure: its certificate is not trusted, or something is in between.",
            vault.IsLocal ? "Give the file with the local vault's authority as --KeySetup:CaFile=FILE." : "Nothing was sent. Look for a proxy that opens TLS."),
        { Code: VaultFailure.NoConnection } => (
            $"The vault {vault.Authority} cannot be reached.",
            "Check the network, a proxy (HTTPS_PROXY) and the vault's private endpoint, and try again."),
        { Code: VaultFailure.ForeignChallenge } => (
            $"The vault {vault.Authority} asks for a token that is meant for another service; it was not given one.",
            "Check --Parameters:vault-endpoint and --Parameters:cloud."),
        { Status: 401 } => (
            $"The vault {vault.Authority} does not accept the access token.",
            $"The account is mostly of another tenant or cloud: az cloud set --name {vault.Cloud.CliName}, then az login --tenant TENANT with the tenant of the vault's subscription."),
        { Status: 403 } => Forbidden(failure, vault),
        { Status: 404 } => (
            $"What answers at {vault.Authority} knows no keys.",
            "Check --Parameters:vault-endpoint: it is the host name of a key vault or Managed HSM."),
        { Status: 409, InnerCode: "ObjectIsDeletedButRecoverable" } => (
            $"A key '{keyName}' was deleted in {vault.Authority} and still holds the name.",
            $"Take it back with az keyvault key recover {vault.Option} --name {keyName}; or, if nothing will ever need it again, end it for good with az keyvault key purge {vault.Option} --name {keyName}; or use another name: --Parameters:key-name=NAME."),
        { Status: 409 } => (
            $"The key '{keyName}' is being deleted, recovered or changed right now.",
            "Try again in a minute."),
        { Status: 429 } => (
            $"The vault {vault.Authority} has had too many requests.",
            failure.RetryAfter is { Length: > 0 } after && after.All(char.IsAsciiDigit) ? $"Try again in {after} seconds." : "Try again in a minute."),
        { Status: 400 } => Bad(failure, vault, keyName),
        { Status: >= 500 } => ($"The vault {vault.Authority} has trouble of its own.", "Try again later; status.azure.com tells of outages."),
        _ => ($"The vault {vault.Authority} refused with status {failure.Status} {failure.Code}.", "Nothing was changed by this call."),
    };

    private static (string What, string Advice) Forbidden(VaultFailure failure, VaultAddress vault) => failure.InnerCode switch
    {
        "ForbiddenByFirewall" => (
            $"The firewall of {vault.Authority} does not let this machine's address through.",
            $"Allow it with az keyvault network-rule add --name {vault.Name} --ip-address {ClientAddress(failure.Message) ?? "ADDRESS"}, or run this step from a network that the vault knows."),
        "ForbiddenByConnection" => (
            $"{vault.Authority} takes no requests from the public network.",
            $"Run this step in a network with the vault's private endpoint, or open it with az keyvault update --name {vault.Name} --public-network-access Enabled."),
        "ForbiddenByRbac" => (
            $"The account lacks a role on {vault.Authority} (ForbiddenByRbac): this step needs '{RoleOf(vault)}'.",
            $"{Assign(failure, vault)} A new role, and one just taken away, may take up to 24 hours to show; mostly it is minutes. If the role has been there for longer, az account show tells which account and subscription are in use."),
        "AccessDenied" or "ForbiddenByPolicy" when !vault.IsManagedHsm => (
            $"The account may not do this in {vault.Authority}.",
            $"A vault with access policies: az keyvault set-policy --name {vault.Name} --object-id {Assignee(failure)} --key-permissions get create update. A vault with roles (az keyvault show --query properties.enableRbacAuthorization): {Assign(failure, vault)}"),
        _ => (
            $"The account may not do this in {vault.Authority}: this step needs the role '{RoleOf(vault)}'.",
            $"{Assign(failure, vault)} A new role may take up to 24 hours to show."),
    };

    private static (string What, string Advice) Bad(VaultFailure failure, VaultAddress vault, string keyName)
        => SkrCode().Match(failure.Message).Groups["code"].Value switch
        {
            "1001" => ("The vault releases no keys.", PremiumNeeded(vault)),
            "1004" => ("An exportable key needs a release policy.", "The policy did not arrive; run this step again, and report it if that does not help."),
            "1005" => ($"The key '{keyName}' is not exportable and so takes no release policy.", $"Have a new version made that is: --new-version; if that is refused too, use another name: --Parameters:key-name=NAME."),
            "1006" => ($"A software key cannot be released; '{keyName}' has to be in an HSM.", PremiumNeeded(vault)),
            "1014" => ($"Whether the key '{keyName}' is exportable was decided when it was created.", "Use another name: --Parameters:key-name=NAME, and run publish and measure again, since the name is part of the measured pod."),
            "1016" => ("A release policy belongs to the key, not to one version of it.", "Give the key's name alone: --Parameters:key-name=NAME."),
            "1020" => ($"The release policy of the key '{keyName}' is immutable.", "Use another name: --Parameters:key-name=NAME, and run publish and measure again, since the name is part of the measured pod."),
            _ when failure.InnerCode == "KeyTypeNotSupported" || failure.Message.Contains("not allowed on standard vault", StringComparison.OrdinalIgnoreCase)
                => ("The vault makes no keys in an HSM.", PremiumNeeded(vault)),
            _ => ($"The vault {vault.Authority} does not take what this step sends.", "Nothing was changed by this call."),
        };

    private static string RoleOf(VaultAddress vault) => vault.IsManagedHsm ? HsmRole : VaultRole;

    private static string Assign(VaultFailure failure, VaultAddress vault) => vault.IsManagedHsm
        ? $"Assign it with az keyvault role assignment create --hsm-name {vault.Name} --role \"{HsmRole}\" --assignee {Assignee(failure)} --scope /keys."
        : $"Assign it with az role assignment create --role \"{VaultRole}\" --assignee {Assignee(failure)} --scope $(az keyvault show --name {vault.Name} --query id --output tsv).";

    /// <summary>The caller, when the vault names it.</summary>
    private static string Assignee(VaultFailure failure)
        => ObjectId().Match(failure.Message) is { Success: true } match ? match.Groups["id"].Value : SignedIn;

    private static string? ClientAddress(string message)
        => Address().Match(message) is { Success: true } match ? match.Groups["address"].Value : null;

    [GeneratedRegex(@"AKV\.SKR\.(?<code>[0-9]{4})")]
    private static partial Regex SkrCode();

    [GeneratedRegex(@"\boid=(?<id>[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})")]
    private static partial Regex ObjectId();

    [GeneratedRegex(@"Client address: (?<address>[0-9]{1,3}(\.[0-9]{1,3}){3}\b)")]
    private static partial Regex Address();
}
