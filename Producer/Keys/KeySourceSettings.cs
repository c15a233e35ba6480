using CcDemo.MessageEncryption;
using CcDemo.Producer.Settings;

namespace CcDemo.Producer.Keys;

/// <summary>The settings that choose a source; two that are equal mean the same one.</summary>
/// <param name="PublicKey">PEM or a JSON Web Key, or a file with it.</param>
/// <param name="Jwks">A file or an address with a set of keys.</param>
/// <param name="VaultKey">The address of a vault's key.</param>
/// <param name="Wanted">What the key is to be.</param>
/// <param name="Refresh">How often what is not on this machine is read again.</param>
internal sealed record KeySourceSettings(string PublicKey, string Jwks, string VaultKey, WantedKey Wanted, TimeSpan Refresh)
{
    public const string PublicKeyName = "The public key (PUBKEY or Producer:PublicKey)";
    public const string JwksName = "The key set (Producer:Jwks)";
    public const string VaultKeyName = "The vault's key (Producer:VaultKey)";

    private static readonly TimeSpan ShortestRefresh = TimeSpan.FromSeconds(1);

    /// <summary>Whether the public key's setting is the key itself, and not a file's path.</summary>
    public bool IsPublicKeyText => PublicKey.Contains("-----BEGIN", StringComparison.Ordinal) || PublicKey.AsSpan().TrimStart().StartsWith('{');

    /// <summary>Whether the key set has an address and not a file's path.</summary>
    public bool IsJwksOnTheWeb => Jwks.Contains("://", StringComparison.Ordinal);

    public static KeySourceSettings Of(ProducerOptions options) => new(
        options.PublicKey,
        options.Jwks,
        options.VaultKey,
        new WantedKey(options.KeyId.Trim(), MessageFormats.TryParse(options.Format, out var format) && format == MessageFormat.Jwe),
        options.KeyRefresh);

    /// <summary>A sentence for each setting that is missing, does not fit another or cannot be.</summary>
    public IEnumerable<string> Problems(TimeProvider time)
    {
        (string Name, string Value)[] sources = [("PUBKEY (Producer:PublicKey)", PublicKey), ("Producer:Jwks", Jwks), ("Producer:VaultKey", VaultKey)];
        string[] given = [.. sources.Where(source => !string.IsNullOrWhiteSpace(source.Value)).Select(source => source.Name)];
        if (given.Length == 0)
        {
            yield return $"{PublicKeyName} is not set: give it the PEM text of an RSA public key or the path of a file that holds it; or name a key set (Producer:Jwks) or a vault's key (Producer:VaultKey).";
        }
        else if (given.Length > 1)
        {
            yield return $"The public key has more than one source, {string.Join(" and ", given)}: set one of them.";
        }
        else if ((PublicKey.Length > 0 ? ProblemOfPublicKey(time) : Jwks.Length > 0 ? ProblemOfJwks() : ProblemOfVaultKey()) is { } problem)
        {
            yield return problem;
        }

        if (Refresh < ShortestRefresh)
        {
            yield return $"The setting Producer:KeyRefresh is {Refresh}; it has to be {ShortestRefresh} or more.";
        }
    }

    private string? ProblemOfPublicKey(TimeProvider time)
    {
        if (IsPublicKeyText)
        {
            using var text = new TextKeySource(PublicKeyName, PublicKey, Wanted, time);
            return text.Read() is KeyReading.Failed failed ? $"{PublicKeyName} {failed.Problem}" : null;
        }

        using var file = new FileKeySource(PublicKeyName, PublicKey, Wanted, time);
        return (file.Read() as KeyReading.Failed)?.Problem switch
        {
            null => null,
            var problem when problem.StartsWith("cannot be read: ", StringComparison.Ordinal)
                => $"{PublicKeyName} is neither PEM text nor a file that can be read: {problem["cannot be read: ".Length..]}",
            var problem => $"{PublicKeyName} {problem}",
        };
    }

    private string? ProblemOfJwks() => !IsJwksOnTheWeb ? null
        : Uri.TryCreate(Jwks, UriKind.Absolute, out var address) && address is { UserInfo.Length: 0 } && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? null
            : $"{JwksName} is no address of the form https://HOST/PATH, without a user's name; http is taken on this machine only. A file is named by its path.";

    private string? ProblemOfVaultKey()
        => !VaultKeyAddress.TryParse(VaultKey, out _) ? $"{VaultKeyName} is '{VaultKey}'; it has to be https://VAULT/keys/NAME or https://VAULT/keys/NAME/VERSION."
            : Wanted.KeyId.Length > 0 ? "The key id (Producer:KeyId) is set beside Producer:VaultKey: leave it out, for the vault says which version it is; a version of your choice belongs into the address."
            : null;
}
