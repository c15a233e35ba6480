using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Json;

namespace CcDemo.AzureEmulator.Signing;

/// <summary>JWS compact serialization (RFC 7515 §3.1) with RS256.</summary>
internal static class CompactJws
{
    public static string Sign(RSA key, Action<Utf8JsonWriter> header, Action<Utf8JsonWriter> payload)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{input}.{Base64UrlText.Encode(signature)}";
    }

    private static string Encode(Action<Utf8JsonWriter> members) => Base64UrlText.Encode(Utf8JsonObject.Write(members));
}
