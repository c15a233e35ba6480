namespace CcDemo.AzureEmulator.Identity;

/// <summary>The token endpoint's answer.</summary>
internal sealed record TokenResponse(
    string AccessToken, string ClientId, string ExpiresIn, string ExpiresOn, string ExtExpiresIn, string NotBefore, string Resource, string TokenType)
{
    /// <summary>The token is a secret, and records print what they hold.</summary>
    public override string ToString() => $"TokenResponse {{ ClientId = {ClientId}, Resource = {Resource} }}";
}
