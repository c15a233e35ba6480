using System.Security.Cryptography;
using System.Text;
using CcDemo.Skr.Attest;
using Grpc.Core;

namespace CcDemo.Skr.KeyProvider;

/// <summary>What the two services have in common.</summary>
internal static class CallExtensions
{
    /// <summary>The certificates as base64 of PEM.</summary>
    public static string CertificatesAsBase64(this Evidence evidence) => Convert.ToBase64String(Encoding.UTF8.GetBytes(evidence.Certificates.PemChain));

    /// <summary>Has a secret answer cleared once it was sent.</summary>
    public static byte[] ClearedAfterwards(this ServerCallContext context, byte[] answer)
    {
        context.GetHttpContext().Response.OnCompleted(() =>
        {
            CryptographicOperations.ZeroMemory(answer);
            return Task.CompletedTask;
        });
        return answer;
    }
}
