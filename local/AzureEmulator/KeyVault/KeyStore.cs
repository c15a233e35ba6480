using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using CcDemo.AzureEmulator.Errors;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>The keys of the vault, in memory.</summary>
internal sealed class KeyStore(TimeProvider time)
{
    private static readonly string[] _rsaOperations = ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"];
    private static readonly string[] _ecOperations = ["sign", "verify"];
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, VaultKey> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DeletedVaultKey> _deleted = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<VaultKey> All()
    {
        lock (_lock)
        {
            return [.. _keys.Values];
        }
    }

    public VaultKey Get(string name) => TryGet(name, out var key) ? key : throw NotFound(name);

    public (VaultKey Key, KeyVersion Version) Get(string name, string? version)
    {
        var key = Get(name);
        return (key, key.Find(version) ?? throw NotFound($"{name}/{version}"));
    }

    /// <summary>Adds a key, or a version to the key of that name.</summary>
    public (VaultKey Key, KeyVersion Version) Add(string name, KeyMaterial material, KeySettings settings, VaultApiVersion apiVersion)
    {
        RequireName(name);
        lock (_lock)
        {
            if (_deleted.ContainsKey(name))
            {
                throw new AzureErrorException(
                    StatusCodes.Status409Conflict, "Conflict", $"Key {name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the key can only be recovered or purged.", "ObjectIsDeletedButRecoverable");
            }

            _keys.TryGetValue(name, out var existing);
            var exportable = settings.Attributes.Exportable ?? false;
            ReleasePolicyRules.CheckNew(existing, material, exportable, settings.ReleasePolicy, apiVersion);
            var version = Create(material, settings, exportable);
            var key = existing is null
                ? new VaultKey(name, [version], settings.ReleasePolicy)
                : existing with { Versions = [.. existing.Versions, version], ReleasePolicy = settings.ReleasePolicy };
            _keys[name] = key;
            return (key, version);
        }
    }

    /// <summary>Adds a version that is like the latest one, with material of its own.</summary>
    public (VaultKey Key, KeyVersion Version) Rotate(string name, KeyMaterial material)
    {
        lock (_lock)
        {
            var key = _keys.TryGetValue(name, out var found) ? found : throw NotFound(name);
            var now = time.GetUtcNow();
            var version = key.Latest with { Version = NewVersion(), Material = material, Created = now, Updated = now };
            key = key with { Versions = [.. key.Versions, version] };
            _keys[name] = key;
            return (key, version);
        }
    }

    /// <summary>Changes what may be changed of a version, and of the key its policy.</summary>
    public (VaultKey Key, KeyVersion Version) Update(string name, string? versionName, KeySettings settings)
    {
        lock (_lock)
        {
            var (key, version) = Get(name, versionName);
            ReleasePolicyRules.CheckChange(key, version, !string.IsNullOrEmpty(versionName), settings.Attributes.Exportable, settings.ReleasePolicy);
            version = version with
            {
                Enabled = settings.Attributes.Enabled ?? version.Enabled,
                NotBefore = settings.Attributes.NotBefore ?? version.NotBefore,
                Expires = settings.Attributes.Expires ?? version.Expires,
                Operations = settings.Operations ?? version.Operations,
                Tags = settings.Tags ?? version.Tags,
                Updated = time.GetUtcNow(),
            };
            key = key.With(version) with { ReleasePolicy = settings.ReleasePolicy ?? key.ReleasePolicy };
            _keys[name] = key;
            return (key, version);
        }
    }

    /// <summary>Deletes a key with all its versions; it stays among the deleted ones.</summary>
    public DeletedVaultKey Delete(string name)
    {
        lock (_lock)
        {
            var key = Get(name);
            _keys.Remove(name);
            return _deleted[name] = new DeletedVaultKey(key, time.GetUtcNow());
        }
    }

    /// <summary>A key that was deleted.</summary>
    public DeletedVaultKey GetDeleted(string name)
    {
        lock (_lock)
        {
            return _deleted.TryGetValue(name, out var key) ? key : throw NotFound(name);
        }
    }

    private static string NewVersion() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static void RequireName(string name)
    {
        if (name.Length > 127 || name.Any(character => !char.IsAsciiLetterOrDigit(character) && character != '-'))
        {
            throw AzureErrorException.BadParameter($"The key name '{name}' is not usable: 1 to 127 letters, digits and hyphens are.");
        }
    }

    private static AzureErrorException NotFound(string key)
        => new(StatusCodes.Status404NotFound, "KeyNotFound", $"A key with (name/id) {key} was not found in this key vault.");

    private bool TryGet(string name, [NotNullWhen(true)] out VaultKey? key)
    {
        lock (_lock)
        {
            return _keys.TryGetValue(name, out key);
        }
    }

    private KeyVersion Create(KeyMaterial material, KeySettings settings, bool exportable)
    {
        var now = time.GetUtcNow();
        return new KeyVersion(NewVersion(), material)
        {
            Operations = settings.Operations ?? (material.Public.Crv is null ? _rsaOperations : _ecOperations),
            Tags = settings.Tags ?? new Dictionary<string, string>(),
            Exportable = exportable,
            Created = now,
            Updated = now,
            Enabled = settings.Attributes.Enabled ?? true,
            NotBefore = settings.Attributes.NotBefore,
            Expires = settings.Attributes.Expires,
        };
    }
}
