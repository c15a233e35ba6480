namespace CcDemo.AzureEmulator.Identity;

/// <summary>An access token and when it expires.</summary>
internal sealed record AccessToken(string Token, DateTimeOffset ExpiresOn)
{
    /// <summary>The token is a secret, and records print what they hold.</summary>
    public override string ToString() => $"AccessToken {{ ExpiresOn = {ExpiresOn:u} }}";
}
