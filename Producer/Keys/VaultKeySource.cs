using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Keys;
using CcDemo.MessageEncryption;

namespace CcDemo.Producer.Keys;

/// <summary>The public half of a vault's key: the version that is named, else the newest that is enabled and within its times.</summary>
internal sealed class VaultKeySource(string name, VaultKeyAddress address, TimeSpan interval, KeyClient client, HttpClient http, TimeProvider time) : IKeySource
{
    private const int LongestReason = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => $"{name}, {address},";

    public TimeSpan Interval => interval;

    public async Task<KeyReading> ReadAsync(CancellationToken ct)
    {
        using var end = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, end.Token);
        try
        {
            var key = (await client.GetKeyAsync(address.Name, address.Version, either.Token)).Value;
            if (WhyNot(key.Properties) is { } reason)
            {
                return address.Version is null ? await FindOlderAsync(either.Token) : new KeyReading.Failed($"cannot be used: the version {reason}. Name one that can be, or leave the version out for the newest.");
            }

            return Read(key);
        }
        catch (RequestFailedException e)
        {
            return new KeyReading.Failed(Explain(e));
        }
        catch (Exception e) when (e is AuthenticationFailedException or InvalidOperationException)
        {
            return new KeyReading.Failed($"cannot be read, since there is no token for it ({Flat(e.Message)}): see that this program has an identity.");
        }
        catch (AggregateException e)
        {
            // One for each try; the last says how things stand.
            return new KeyReading.Failed($"cannot be reached ({Flat(e.InnerExceptions[^1].GetBaseException().Message)}).");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or ArgumentException or CryptographicException)
        {
            return new KeyReading.Failed("answers with something that is no key: see that the address is a vault's.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new KeyReading.Failed($"has not answered within {Patience.TotalSeconds:0} seconds.");
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>The vault answers with its newest version, also if that one is disabled.</summary>
    private async Task<KeyReading> FindOlderAsync(CancellationToken ct)
    {
        KeyProperties? newest = null;
        await foreach (var version in client.GetPropertiesOfKeyVersionsAsync(address.Name, ct))
        {
            newest = WhyNot(version) is null && (newest is null || version.CreatedOn > newest.CreatedOn) ? version : newest;
        }

        return newest is null
            ? new KeyReading.Failed("has no version that is enabled and within its times: make a new one (rotate-key).")
            : Read((await client.GetKeyAsync(address.Name, newest.Version, ct)).Value);
    }

    private static KeyReading Read(KeyVaultKey key)
    {
        if (key.Key.N is null || (key.KeyType != KeyType.Rsa && key.KeyType != KeyType.RsaHsm))
        {
            return new KeyReading.Failed($"cannot be used: it is a key of kind {key.KeyType}, and messages are sealed with RSA.");
        }

        if (!key.KeyOperations.Any(operation => operation == KeyOperation.Encrypt || operation == KeyOperation.WrapKey))
        {
            return new KeyReading.Failed("cannot be used: it is not for encryption (its operations have neither encrypt nor wrapKey).");
        }

        using var rsa = key.Key.ToRSA();
        var pem = rsa.ExportSubjectPublicKeyInfoPem();
        try
        {
            using var usable = PublicKeyPem.Read(pem);
        }
        catch (FormatException e)
        {
            return new KeyReading.Failed($"cannot be used: {e.Message}.");
        }

        return new KeyReading.Found(new MessagePublicKey(pem, $"{key.Name}/{key.Properties.Version}", NamesItself: true));
    }

    private string? WhyNot(KeyProperties key)
    {
        var now = time.GetUtcNow();
        return key.Enabled == false ? "is disabled"
            : key.NotBefore > now ? "is not valid yet"
            : key.ExpiresOn <= now ? "has expired"
            : null;
    }

    private string Explain(RequestFailedException e) => e.Status switch
    {
        0 => $"cannot be reached ({Flat(e.GetBaseException().Message)}): see that the vault's name is right and its network lets this program through.",
        403 => $"is not shown to this program ({Flat(e.Message)}): give its identity the role 'Key Vault Reader', which reads public keys and does nothing with them.",
        404 => $"is not there: make the key '{address.Name}' first (setup-key), or correct its address.",
        _ => $"cannot be read, the vault answers {e.Status} ({Flat(e.Message)}).",
    };

    private static string Flat(string message)
    {
        // The first line is the service's sentence; headers and body follow it.
        var line = message.ReplaceLineEndings("\n").Split('\n')[0].Trim().TrimEnd('.');
        return line.Length <= LongestReason ? line : line[..LongestReason] + "…";
    }
}
