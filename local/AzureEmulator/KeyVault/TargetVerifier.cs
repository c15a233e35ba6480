using System.Security.Cryptography;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Attestation;
using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Listeners;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>
/// Verifies the attestation token of the environment that a key is to go to. The only provider that this vault knows
/// is the emulator's own: a token of any other is refused, whatever the policy says.
/// </summary>
internal sealed class TargetVerifier(AttestationSigningKey provider, ListenerAddresses addresses, TimeProvider time)
{
    private const string Refusal = "Target environment attestation statement cannot be verified.";
    private const int LeastKeySize = 2048;

    /// <summary>Verifies token and policy.</summary>
    /// <returns>The environment's key that the released key is to be wrapped with.</returns>
    /// <exception cref="AzureErrorException">The token is not valid, or the policy is not satisfied.</exception>
    public async Task<Jwk> VerifyAsync(string target, ReleasePolicy policy, CancellationToken cancellationToken)
    {
        try
        {
            var token = MaaToken.Parse(target);
            var published = await provider.PublicAsync(cancellationToken);
            var verdict = token.Verify([published], addresses.Maa, time.GetUtcNow());
            if (!verdict.Accepted)
            {
                throw Refuse(verdict.Reason!);
            }

            var decision = policy.Evaluate(token.Issuer, token.Claims);
            return decision.Allowed ? FindWrappingKey(token) : throw Refuse(string.Join(' ', decision.Reasons));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw Refuse(e.Message);
        }
    }

    private static Jwk FindWrappingKey(MaaToken token)
    {
        var key = token.RuntimeKeys.FirstOrDefault(IsWrappingKey)
            ?? throw Refuse("The token's x-ms-runtime claim has no RSA key with a kid that is for encryption.");
        using var rsa = key.ToRsa();
        return rsa.KeySize >= LeastKeySize
            ? key
            : throw Refuse($"The environment's key has {rsa.KeySize} bits; {LeastKeySize} are the least.");
    }

    private static bool IsWrappingKey(Jwk key)
        => key is { Kty: "RSA", Kid.Length: > 0 } && (key.Use == "enc" || (key.KeyOps?.Contains("encrypt") ?? false));

    private static AzureErrorException Refuse(string reason) => AzureErrorException.Forbidden($"{Refusal} {reason}", "AccessDenied");
}
