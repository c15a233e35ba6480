using System.Security.Cryptography;
using System.Text;
using CcDemo.Skr.Attest;
using CcDemo.Skr.Endpoints;
using CcDemo.Skr.Errors;
using CcDemo.Skr.Release;

namespace CcDemo.Skr.KeyProvider;

/// <summary>What the key provider does, whichever of its names a caller uses.</summary>
internal sealed class AttestationAgent(GuestAttester attester, KeyReleaser releaser, AllowedEndpoints endpoints)
{
    /// <summary>A report over the hash of a text, as hexadecimal digits.</summary>
    /// <param name="reportData">The text as it came: the original hashes the digits, not what they stand for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RefusalException">There is no device, or it does not answer.</exception>
    public async Task<string> GetReportAsync(string reportData, CancellationToken cancellationToken)
        => Convert.ToHexStringLower((await attester.GetReportAsync(Encoding.UTF8.GetBytes(reportData), cancellationToken)).Raw.Span);

    /// <summary>The report with all that belongs to it.</summary>
    /// <param name="runtimeData">Standard base64.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BadRequestException">The runtime data is not base64.</exception>
    /// <exception cref="RefusalException">There is no device, or no certificates for it.</exception>
    public Task<Evidence> GetEvidenceAsync(string runtimeData, CancellationToken cancellationToken)
    {
        var bytes = new byte[runtimeData.Length];
        return Convert.TryFromBase64String(runtimeData, bytes, out var length)
            ? attester.GetEvidenceAsync(bytes[..length], cancellationToken)
            : throw new BadRequestException("The runtime data is not standard base64 with padding.");
    }

    /// <summary>Wraps data with a public key on this machine.</summary>
    /// <param name="agent">The agent's name that the caller must use.</param>
    /// <param name="input">The protocol's JSON.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BadRequestException">The input is of another form, or meant for another agent.</exception>
    /// <exception cref="WrapFailedException">The key cannot be used, or the data is too long for it.</exception>
    public static async Task<byte[]> WrapAsync(string agent, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var (agentAndKey, data) = KeyProviderMessage.ReadWrap(input);
        try
        {
            if (agentAndKey.Split(':') is not [var named, var keyPath, ..])
            {
                throw new BadRequestException("'attestation-agent' names no key; it has the form AGENT:KEYPATH.");
            }

            Demand(agent, named);
            return KeyProviderMessage.WriteWrapped((await KeyWrapping.WrapAsync(data, keyPath, cancellationToken)).ToUtf8Json());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(data);
        }
    }

    /// <summary>Unwraps data with a key that the vault releases to this guest.</summary>
    /// <param name="agent">The agent's name that the caller must use.</param>
    /// <param name="input">The protocol's JSON.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The protocol's JSON with the data; the caller clears it after use.</returns>
    /// <exception cref="BadRequestException">The input is of another form, or meant for another agent.</exception>
    /// <exception cref="RefusalException">The key is not released, or does not open the data.</exception>
    public async Task<byte[]> UnwrapAsync(string agent, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var (named, annotation) = KeyProviderMessage.ReadUnwrap(input);
        Demand(agent, named);
        var request = new ReleaseRequest(
            endpoints.Provider(annotation.ProviderEndpoint),
            endpoints.Vault(annotation.VaultEndpoint),
            KeyReference.Parse(annotation.Kid),
            AccessToken: null);

        using var released = await releaser.ReleaseAsync(request, cancellationToken);
        using var key = ReleasedRsaKey.Import(released.Json);
        byte[]? data = null;
        try
        {
            data = key.Decrypt(annotation.WrappedData, RSAEncryptionPadding.OaepSHA256);
            return KeyProviderMessage.WriteUnwrapped(data);
        }
        catch (CryptographicException e)
        {
            throw new RefusalException($"The key {request.Key} was released, but the data was wrapped with another key, or was changed.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(data);
        }
    }

    private static void Demand(string agent, string named)
    {
        if (!named.Equals(agent, StringComparison.OrdinalIgnoreCase))
        {
            throw new BadRequestException($"The attestation agent '{Upstream.Flat(named)}' is not here; this service's agent is '{agent}'.");
        }
    }
}
