namespace CcDemo.KeyVaultKeys.Tests;

/// <summary>One request as the vault saw it.</summary>
internal sealed record VaultRequest(string Method, string PathAndQuery, string Authorization, string Body);
