using System.Security.Cryptography;
using System.Text.Json;
using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Json;
using CcDemo.AzureEmulator.Signing;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>Makes new keys. The first RSA key of the size that the demo asks for lies ready: making one takes up to a second.</summary>
internal sealed class KeyGenerator : IDisposable
{
    private const int PreparedSize = 3072;
    private readonly Lock _lock = new();
    private Task<RSA>? _prepared;

    /// <summary>Starts the key that lies ready.</summary>
    public void Prepare()
    {
        lock (_lock)
        {
            _prepared ??= RsaKeyGeneration.Start(PreparedSize);
        }
    }

    /// <summary>A new key as a create request describes it.</summary>
    public Task<KeyMaterial> CreateAsync(JsonElement request, CancellationToken cancellationToken)
    {
        var keyType = request.Text("kty", AzureErrorException.BadParameter);
        return keyType switch
        {
            "RSA" or "RSA-HSM" => CreateRsaAsync(keyType, RsaSize(request), cancellationToken),
            "EC" or "EC-HSM" => Task.FromResult(CreateEc(keyType, request.Text("crv", AzureErrorException.BadParameter) ?? "P-256")),
            _ => throw AzureErrorException.BadParameter($"The key type '{keyType}' is not supported: use RSA, RSA-HSM, EC or EC-HSM."),
        };
    }

    /// <summary>A new key of the same kind and size as another.</summary>
    public Task<KeyMaterial> CreateLikeAsync(KeyMaterial other, CancellationToken cancellationToken)
    {
        if (other.Public.Crv is { } curve)
        {
            return Task.FromResult(CreateEc(other.KeyType, curve));
        }

        if (other.Public.N is null)
        {
            throw AzureErrorException.BadParameter($"A key of kind '{other.KeyType}' cannot be rotated.");
        }

        using var rsa = other.Public.ToRsa();
        return CreateRsaAsync(other.KeyType, rsa.KeySize, cancellationToken);
    }

    public void Dispose()
    {
        if (_prepared is { IsCompletedSuccessfully: true } prepared)
        {
            prepared.Result.Dispose();
        }
    }

    private static int RsaSize(JsonElement request)
    {
        if (!request.TryGetProperty("key_size", out var member))
        {
            return 2048;
        }

        return member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var size) && size is 2048 or 3072 or 4096
            ? size
            : throw AzureErrorException.BadParameter($"The key_size {member.GetRawText()} is not supported: use 2048, 3072 or 4096.");
    }

    private async Task<KeyMaterial> CreateRsaAsync(string keyType, int size, CancellationToken cancellationToken)
    {
        using var key = await Take(size).WaitAsync(cancellationToken);
        return KeyMaterial.FromRsa(keyType, key);
    }

    private Task<RSA> Take(int size)
    {
        if (size != PreparedSize)
        {
            return RsaKeyGeneration.Start(size);
        }

        lock (_lock)
        {
            // No other is prepared: that would keep a core busy just while everything starts, and a rotation may take a second.
            var taken = _prepared ?? RsaKeyGeneration.Start(size);
            _prepared = null;
            return taken;
        }
    }

    private static KeyMaterial CreateEc(string keyType, string curveName)
    {
        var curve = curveName switch
        {
            "P-256" => ECCurve.NamedCurves.nistP256,
            "P-384" => ECCurve.NamedCurves.nistP384,
            "P-521" => ECCurve.NamedCurves.nistP521,
            _ => throw AzureErrorException.BadParameter($"The curve '{curveName}' is not supported: use P-256, P-384 or P-521."),
        };
        using var key = ECDsa.Create(curve);
        return KeyMaterial.FromEcdsa(keyType, key);
    }
}
