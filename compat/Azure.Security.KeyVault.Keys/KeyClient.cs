using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Security.KeyVault.Keys;

/// <summary>
/// Works with the keys of one vault. Every call throws <see cref="RequestFailedException"/> with the vault's code and
/// message when the vault refuses, and the credential's own exception when no token is to be had.
/// </summary>
public class KeyClient
{
    private readonly KeyVaultPipeline _pipeline;

    /// <summary>A client of that vault.</summary>
    /// <param name="vaultUri">The address of the vault, for example <c>https://myvault.vault.azure.net</c>.</param>
    /// <param name="credential">Where tokens come from.</param>
    /// <exception cref="ArgumentNullException">One of the two is null.</exception>
    public KeyClient(Uri vaultUri, TokenCredential credential)
        : this(vaultUri, credential, null)
    {
    }

    /// <summary>A client of that vault.</summary>
    /// <param name="vaultUri">The address of the vault, for example <c>https://myvault.vault.azure.net</c>.</param>
    /// <param name="credential">Where tokens come from.</param>
    /// <param name="options">How the client talks to the vault; null = as the service's latest version has it.</param>
    /// <exception cref="ArgumentNullException">The address or the credential is null.</exception>
    public KeyClient(Uri vaultUri, TokenCredential credential, KeyClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(vaultUri);
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new KeyClientOptions();
        var pipeline = HttpPipelineBuilder.Build(options, new ChallengeBasedAuthenticationPolicy(credential, options.DisableChallengeResourceVerification));
        _pipeline = new KeyVaultPipeline(vaultUri, options.VersionText, pipeline);
    }

    /// <summary>For mocking.</summary>
    protected KeyClient()
    {
    }

    /// <summary>The address of the vault.</summary>
    public virtual Uri VaultUri => _pipeline.VaultUri;

    /// <summary>Creates a key, or a new version when the name is taken.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public virtual Response<KeyVaultKey> CreateKey(string name, KeyType keyType, CreateKeyOptions keyOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (keyType == default)
        {
            throw new ArgumentException("The kind of the key is missing.", nameof(keyType));
        }

        keyOptions ??= new CreateKeyOptions();
        return _pipeline.Send(RequestMethod.Post, Path(name, "create"), json => keyOptions.Write(json, keyType), KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>Creates a key, or a new version when the name is taken.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public virtual Task<Response<KeyVaultKey>> CreateKeyAsync(string name, KeyType keyType, CreateKeyOptions keyOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (keyType == default)
        {
            throw new ArgumentException("The kind of the key is missing.", nameof(keyType));
        }

        keyOptions ??= new CreateKeyOptions();
        return _pipeline.SendAsync(RequestMethod.Post, Path(name, "create"), json => keyOptions.Write(json, keyType), KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>Creates an RSA key, or a new version when the name is taken.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="rsaKeyOptions"/> is null.</exception>
    public virtual Response<KeyVaultKey> CreateRsaKey(CreateRsaKeyOptions rsaKeyOptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rsaKeyOptions);
        return _pipeline.Send(RequestMethod.Post, Path(rsaKeyOptions.Name, "create"), json => rsaKeyOptions.Write(json, rsaKeyOptions.KeyType), KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>Creates an RSA key, or a new version when the name is taken.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="rsaKeyOptions"/> is null.</exception>
    public virtual Task<Response<KeyVaultKey>> CreateRsaKeyAsync(CreateRsaKeyOptions rsaKeyOptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rsaKeyOptions);
        return _pipeline.SendAsync(RequestMethod.Post, Path(rsaKeyOptions.Name, "create"), json => rsaKeyOptions.Write(json, rsaKeyOptions.KeyType), KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>Brings a key to the vault.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public virtual Response<KeyVaultKey> ImportKey(string name, JsonWebKey keyMaterial, CancellationToken cancellationToken = default)
    {
        var options = new ImportKeyOptions(name, keyMaterial);
        return _pipeline.Send(RequestMethod.Put, Path(name), options.Write, KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>Brings a key to the vault.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public virtual Task<Response<KeyVaultKey>> ImportKeyAsync(string name, JsonWebKey keyMaterial, CancellationToken cancellationToken = default)
    {
        var options = new ImportKeyOptions(name, keyMaterial);
        return _pipeline.SendAsync(RequestMethod.Put, Path(name), options.Write, KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>Brings a key to the vault.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="importKeyOptions"/> is null.</exception>
    public virtual Response<KeyVaultKey> ImportKey(ImportKeyOptions importKeyOptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(importKeyOptions);
        return _pipeline.Send(RequestMethod.Put, Path(importKeyOptions.Name), importKeyOptions.Write, KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>Brings a key to the vault.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="importKeyOptions"/> is null.</exception>
    public virtual Task<Response<KeyVaultKey>> ImportKeyAsync(ImportKeyOptions importKeyOptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(importKeyOptions);
        return _pipeline.SendAsync(RequestMethod.Put, Path(importKeyOptions.Name), importKeyOptions.Write, KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>The public half of a key and its properties.</summary>
    /// <param name="name">The name of the key.</param>
    /// <param name="version">The version; null = the latest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public virtual Response<KeyVaultKey> GetKey(string name, string version = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _pipeline.Send(RequestMethod.Get, Path(name, version), write: null, KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>The public half of a key and its properties.</summary>
    /// <param name="name">The name of the key.</param>
    /// <param name="version">The version; null = the latest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public virtual Task<Response<KeyVaultKey>> GetKeyAsync(string name, string version = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _pipeline.SendAsync(RequestMethod.Get, Path(name, version), write: null, KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>Changes what may be changed of a key: whether it is enabled, its times, tags, operations and its release policy.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="properties"/> is null.</exception>
    public virtual Response<KeyVaultKey> UpdateKeyProperties(KeyProperties properties, IEnumerable<KeyOperation> keyOperations = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return _pipeline.Send(RequestMethod.Patch, Path(properties.Name, properties.Version), json => WriteUpdate(json, properties, keyOperations), KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>Changes what may be changed of a key: whether it is enabled, its times, tags, operations and its release policy.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="properties"/> is null.</exception>
    public virtual Task<Response<KeyVaultKey>> UpdateKeyPropertiesAsync(KeyProperties properties, IEnumerable<KeyOperation> keyOperations = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return _pipeline.SendAsync(RequestMethod.Patch, Path(properties.Name, properties.Version), json => WriteUpdate(json, properties, keyOperations), KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>Creates a new version of a key, of the same kind and with the same policy.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public virtual Response<KeyVaultKey> RotateKey(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _pipeline.Send(RequestMethod.Post, Path(name, "rotate"), write: null, KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>Creates a new version of a key, of the same kind and with the same policy.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public virtual Task<Response<KeyVaultKey>> RotateKeyAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _pipeline.SendAsync(RequestMethod.Post, Path(name, "rotate"), write: null, KeyVaultKey.Read, cancellationToken);
    }

    /// <summary>Begins to delete a key with all its versions; a vault keeps it recoverable for a while.</summary>
    /// <returns>The deletion, which is through when the key shows among the deleted ones.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public virtual DeleteKeyOperation StartDeleteKey(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new DeleteKeyOperation(_pipeline, _pipeline.Send(RequestMethod.Delete, Path(name), write: null, DeletedKey.Read, cancellationToken));
    }

    /// <summary>Begins to delete a key with all its versions; a vault keeps it recoverable for a while.</summary>
    /// <returns>The deletion, which is through when the key shows among the deleted ones.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public virtual async Task<DeleteKeyOperation> StartDeleteKeyAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new DeleteKeyOperation(
            _pipeline, await _pipeline.SendAsync(RequestMethod.Delete, Path(name), write: null, DeletedKey.Read, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Releases a key's latest version to an attested environment.</summary>
    /// <exception cref="ArgumentException">An argument is null or empty.</exception>
    public virtual Response<ReleaseKeyResult> ReleaseKey(string name, string targetAttestationToken, CancellationToken cancellationToken = default)
    {
        var options = new ReleaseKeyOptions(name, targetAttestationToken);
        return _pipeline.Send(RequestMethod.Post, ReleasePath(options), options.Write, ReleaseKeyResult.Read, cancellationToken);
    }

    /// <summary>Releases a key's latest version to an attested environment.</summary>
    /// <exception cref="ArgumentException">An argument is null or empty.</exception>
    public virtual Task<Response<ReleaseKeyResult>> ReleaseKeyAsync(string name, string targetAttestationToken, CancellationToken cancellationToken = default)
    {
        var options = new ReleaseKeyOptions(name, targetAttestationToken);
        return _pipeline.SendAsync(RequestMethod.Post, ReleasePath(options), options.Write, ReleaseKeyResult.Read, cancellationToken);
    }

    /// <summary>Releases a key to an attested environment.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public virtual Response<ReleaseKeyResult> ReleaseKey(ReleaseKeyOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _pipeline.Send(RequestMethod.Post, ReleasePath(options), options.Write, ReleaseKeyResult.Read, cancellationToken);
    }

    /// <summary>Releases a key to an attested environment.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public virtual Task<Response<ReleaseKeyResult>> ReleaseKeyAsync(ReleaseKeyOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _pipeline.SendAsync(RequestMethod.Post, ReleasePath(options), options.Write, ReleaseKeyResult.Read, cancellationToken);
    }

    /// <summary>The properties of all keys, each at its latest version.</summary>
    public virtual Pageable<KeyProperties> GetPropertiesOfKeys(CancellationToken cancellationToken = default)
        => new KeyPropertiesPageable(_pipeline, "/keys", cancellationToken);

    /// <summary>The properties of all keys, each at its latest version.</summary>
    public virtual AsyncPageable<KeyProperties> GetPropertiesOfKeysAsync(CancellationToken cancellationToken = default)
        => new KeyPropertiesAsyncPageable(_pipeline, "/keys", cancellationToken);

    /// <summary>The properties of all versions of a key.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public virtual Pageable<KeyProperties> GetPropertiesOfKeyVersions(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new KeyPropertiesPageable(_pipeline, Path(name, "versions"), cancellationToken);
    }

    /// <summary>The properties of all versions of a key.</summary>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public virtual AsyncPageable<KeyProperties> GetPropertiesOfKeyVersionsAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new KeyPropertiesAsyncPageable(_pipeline, Path(name, "versions"), cancellationToken);
    }

    private static string Path(string name) => $"/keys/{Uri.EscapeDataString(name)}";

    private static string Path(string name, string part) => string.IsNullOrEmpty(part) ? Path(name) : $"{Path(name)}/{Uri.EscapeDataString(part)}";

    // A release without a version has an empty segment in its place, as the service's own recordings show.
    private static string ReleasePath(ReleaseKeyOptions options) => $"{Path(options.Name)}/{Uri.EscapeDataString(options.Version ?? "")}/release";

    private static void WriteUpdate(Utf8JsonWriter json, KeyProperties properties, IEnumerable<KeyOperation> keyOperations)
    {
        KeyOperations.Write(json, keyOperations);
        properties.Write(json);
    }
}
