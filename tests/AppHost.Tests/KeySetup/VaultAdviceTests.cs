using Aspire.Hosting;
using Azure.Identity;
using CcDemo.Attestation;

namespace CcDemo.AppHost.Tests;

public sealed class VaultAdviceTests
{
    private const string ObjectId = "0a1b2c3d-0000-4000-8000-00000000000f";
    private static readonly VaultAddress _vault = new("contoso.vault.azure.cn", AzureCloud.China);
    private static readonly VaultAddress _hsm = new("contoso.managedhsm.azure.net", AzureCloud.Public);

    [Theory]
    [InlineData(401, "Unauthorized", "", "AKV10032: Invalid issuer.", "az cloud set --name AzureChinaCloud", "az login --tenant")]
    [InlineData(403, "Forbidden", "ForbiddenByRbac", $"Caller is not authorized to perform action on resource. Caller: appid=x;oid={ObjectId};iss=y", "az role assignment create --role \"Key Vault Crypto Officer\" --assignee 0a1b2c3d-0000-4000-8000-00000000000f --scope $(az keyvault show --name contoso", "24 hours")]
    [InlineData(403, "Forbidden", "ForbiddenByRbac", "Caller is not authorized.", "--assignee $(az ad signed-in-user show", "ForbiddenByRbac")]
    [InlineData(403, "Forbidden", "ForbiddenByFirewall", "Client address is not authorized and caller is not a trusted service. Client address: 203.0.113.7 Caller: appid=x", "az keyvault network-rule add --name contoso --ip-address 203.0.113.7", "firewall")]
    [InlineData(403, "Forbidden", "ForbiddenByConnection", "Public network access is disabled", "--public-network-access Enabled", "private endpoint")]
    [InlineData(403, "Forbidden", "AccessDenied", $"The user, group or application 'appid=x;oid={ObjectId}' does not have keys create permission", "az keyvault set-policy --name contoso --object-id 0a1b2c3d-0000-4000-8000-00000000000f --key-permissions get create update", "az role assignment create")]
    [InlineData(403, "Forbidden", "", "", "Key Vault Crypto Officer", "24 hours")]
    [InlineData(404, "", "", "", "knows no keys", "--Parameters:vault-endpoint")]
    [InlineData(409, "Conflict", "ObjectIsDeletedButRecoverable", "Key message-key is currently in a deleted but recoverable state", "az keyvault key recover --vault-name contoso --name message-key", "az keyvault key purge --vault-name contoso --name message-key")]
    [InlineData(409, "Conflict", "ObjectIsBeingDeleted", "", "being deleted", "in a minute")]
    [InlineData(429, "Throttled", "", "", "too many requests", "in a minute")]
    [InlineData(400, "BadParameter", "", "AKV.SKR.1001: x", "SKU Premium", "az keyvault update --name contoso")]
    [InlineData(400, "BadParameter", "", "Hardware key operation not allowed on standard vault", "SKU Premium", "az keyvault create --sku premium")]
    [InlineData(400, "BadParameter", "KeyTypeNotSupported", "Invalid kty value", "SKU Premium", "HSM")]
    [InlineData(400, "BadParameter", "", "AKV.SKR.1004: Exportable keys must have release policy.", "needs a release policy", "again")]
    [InlineData(400, "BadParameter", "", "AKV.SKR.1005: x", "not exportable", "--new-version")]
    [InlineData(400, "BadParameter", "", "AKV.SKR.1006: x", "software key", "SKU Premium")]
    [InlineData(400, "BadParameter", "", "AKV.SKR.1014: x", "decided when it was created", "--Parameters:key-name=NAME")]
    [InlineData(400, "BadParameter", "", "AKV.SKR.1016: x", "not to one version", "--Parameters:key-name=NAME")]
    [InlineData(400, "BadParameter", "", "AKV.SKR.1020: x", "immutable", "--Parameters:key-name=NAME")]
    [InlineData(400, "BadParameter", "", "Something new.", "does not take", "Nothing was changed")]
    [InlineData(503, "", "", "", "trouble of its own", "later")]
    [InlineData(418, "Teapot", "", "", "status 418 Teapot", "Nothing was changed")]
    public void A_refusal_is_explained_with_what_to_do(int status, string code, string inner, string message, string first, string second)
    {
        var explanation = VaultAdvice.Explain(VaultFailure.Of(status, Body(code, inner, message)), _vault, "message-key");

        Assert.Contains(first, explanation, StringComparison.Ordinal);
        Assert.Contains(second, explanation, StringComparison.Ordinal);
        Assert.Contains(message.TrimEnd('.'), explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_managed_HSM_has_roles_and_options_of_its_own()
    {
        var role = VaultAdvice.Explain(VaultFailure.Of(403, Body("Forbidden", "", "")), _hsm, "message-key");
        var deleted = VaultAdvice.Explain(VaultFailure.Of(409, Body("Conflict", "ObjectIsDeletedButRecoverable", "")), _hsm, "message-key");

        Assert.Contains("az keyvault role assignment create --hsm-name contoso --role \"Managed HSM Crypto User\"", role, StringComparison.Ordinal);
        Assert.Contains("az keyvault key recover --hsm-name contoso", deleted, StringComparison.Ordinal);
    }

    [Fact]
    public void A_throttled_caller_is_told_for_how_long()
        => Assert.Contains("Try again in 17 seconds.", VaultAdvice.Explain(VaultFailure.Of(429, "", retryAfter: "17"), _vault, "k"), StringComparison.Ordinal);

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "There is no host contoso.vault.azure.cn", "az keyvault list")]
    [InlineData(HttpRequestError.SecureConnectionError, "not secure", "proxy")]
    [InlineData(HttpRequestError.ConnectionError, "cannot be reached", "HTTPS_PROXY")]
    public void A_connection_that_fails_is_explained(HttpRequestError error, string first, string second)
    {
        var thrown = new AggregateException(
            new InvalidOperationException("an earlier try"),
            new Azure.RequestFailedException(0, "no answer", null, new HttpRequestException(error, "the system's words")));

        var explanation = VaultAdvice.Explain(VaultFailure.Of(thrown)!, _vault, "k");

        Assert.Contains(first, explanation, StringComparison.Ordinal);
        Assert.Contains(second, explanation, StringComparison.Ordinal);
        Assert.Contains("the system's words", explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_not_signed_in_is_told_how()
    {
        var explanation = VaultAdvice.Explain(VaultFailure.Of(new CredentialUnavailableException("Please run 'az login'"))!, _vault, "k");

        Assert.Contains("az cloud set --name AzureChinaCloud and az login", explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_failure_of_the_vault_is_left_alone()
        => Assert.Null(VaultFailure.Of(new DistributedApplicationException("something else")));

    [Theory]
    [InlineData("not JSON, a proxy's page with eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln")]
    [InlineData("[]")]
    [InlineData("{\"error\":\"text\"}")]
    public void An_answer_of_another_form_is_explained_by_its_status(string body)
    {
        var explanation = VaultAdvice.Explain(VaultFailure.Of(403, body), _vault, "k");

        Assert.Contains("Key Vault Crypto Officer", explanation, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_the_vault_repeats_is_not_repeated()
    {
        const string jwt = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl";
        var explanation = VaultAdvice.Explain(
            VaultFailure.Of(401, Body("Unauthorized", "", $"Bad token {jwt}, header Bearer 0123456789abcdefghijklmn\nnext line")), _vault, "k");

        Assert.DoesNotContain("eyJ", explanation, StringComparison.Ordinal);
        Assert.DoesNotContain("c2lnbmF0dXJl", explanation, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdefghijklmn", explanation, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', explanation);
        Assert.Contains("Bad token (token)", explanation, StringComparison.Ordinal);
    }

    private static string Body(string code, string inner, string message)
        => System.Text.Json.JsonSerializer.Serialize(new { error = new { code, message, innererror = inner.Length > 0 ? new { code = inner } : null } });
}
