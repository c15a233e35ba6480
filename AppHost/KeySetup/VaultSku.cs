namespace CcDemo.AppHost;

/// <summary>The SKU of a key vault, as <c>az</c> tells it: the vault itself shows it only by refusing.</summary>
internal static class VaultSku
{
    /// <summary>Asks <c>az</c>.</summary>
    /// <returns><c>standard</c>, <c>premium</c>, or null when <c>az</c> cannot tell.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<string?> FindAsync(ExternalProgram az, VaultAddress vault, string subscription, CancellationToken ct)
    {
        string[] chosen = subscription.Length > 0 ? ["--subscription", subscription] : [];
        var output = await az.RunAsync(
            new ProgramCall(["keyvault", "show", "--name", vault.Name, "--query", "properties.sku.name", "--output", "tsv", .. chosen]) { TimeLimit = TimeSpan.FromSeconds(30) },
            ct);

        return output.Succeeded && output.StandardOutput.Trim().ToLowerInvariant() is { Length: > 0 } sku ? sku : null;
    }
}
