using System.Globalization;
using System.Text;
using System.Text.Json;
using CcDemo.Attestation;
using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Json;

namespace CcDemo.AzureEmulator.Attestation;

/// <summary>What a guest sends to be attested. Base64url is taken with padding (as the Go sidecar sends it) and without.</summary>
/// <param name="Report">The hardware's report.</param>
/// <param name="VcekCertChain">The chip's certificates, PEM.</param>
/// <param name="Endorsements">What is said of the utility VM, each a COSE_Sign1.</param>
/// <param name="RuntimeData">What the guest had the hardware sign, or null.</param>
/// <param name="InitTimeData">What the host bound to the guest at launch, or null.</param>
/// <param name="Nonce">A value that the token repeats; a number is kept as it was written.</param>
internal sealed record AttestationRequest(
    SnpReport Report, string VcekCertChain, IReadOnlyList<byte[]> Endorsements, AttestationData? RuntimeData, AttestationData? InitTimeData, string? Nonce)
{
    /// <exception cref="AzureErrorException">A member is missing or malformed; the message names it.</exception>
    public static AttestationRequest Parse(JsonElement body)
    {
        if (body.TryGetProperty("draftPolicyForAttestation", out var draft) && draft.ValueKind == JsonValueKind.String && draft.GetString() is { Length: > 0 })
        {
            throw new AzureErrorException(StatusCodes.Status400BadRequest, "InvalidOperation", "A draft attestation policy is not supported by this emulator: leave draftPolicyForAttestation out.");
        }

        var evidence = Json(Bytes(body, "report"), "report");
        if (!SnpReport.TryParse(Bytes(evidence, "SnpReport"), out var report, out var error))
        {
            throw AzureErrorException.InvalidParameter(error);
        }

        return new AttestationRequest(
            report,
            Encoding.UTF8.GetString(Bytes(evidence, "VcekCertChain")),
            ParseEndorsements(evidence),
            AttestationData.Parse(body, "runtimeData"),
            AttestationData.Parse(body, "initTimeData"),
            ParseNonce(body));
    }

    /// <summary>A base64url member.</summary>
    public static byte[] Bytes(JsonElement json, string name)
    {
        try
        {
            return Base64UrlText.Decode(json.Text(name, AzureErrorException.InvalidParameter)
                ?? throw AzureErrorException.InvalidParameter($"The member '{name}' is missing."));
        }
        catch (FormatException)
        {
            throw AzureErrorException.InvalidParameter($"The member '{name}' is not base64url.");
        }
    }

    private static List<byte[]> ParseEndorsements(JsonElement evidence)
    {
        if (evidence.Text("Endorsements", AzureErrorException.InvalidParameter) is not { Length: > 0 })
        {
            return [];
        }

        var endorsements = Json(Bytes(evidence, "Endorsements"), "Endorsements");
        if (!endorsements.TryGetProperty("Uvm", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw AzureErrorException.InvalidParameter("The member 'Endorsements' lacks the list 'Uvm'.");
        }

        try
        {
            return [.. list.EnumerateArray().Select(item => Base64UrlText.Decode(item.GetString() ?? ""))];
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw AzureErrorException.InvalidParameter("An item of 'Endorsements.Uvm' is not base64url.");
        }
    }

    private static string? ParseNonce(JsonElement body)
    {
        if (!body.TryGetProperty("nonce", out var nonce))
        {
            return null;
        }

        return nonce.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => nonce.GetString(),
            JsonValueKind.Number when nonce.TryGetUInt64(out var number) => number.ToString(CultureInfo.InvariantCulture),
            _ => throw AzureErrorException.InvalidParameter("The nonce is neither a string nor a whole number of 64 bits."),
        };
    }

    private static JsonElement Json(byte[] utf8, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw AzureErrorException.InvalidParameter($"The member '{name}' does not hold a JSON object.");
        }
        catch (JsonException)
        {
            throw AzureErrorException.InvalidParameter($"The member '{name}' does not hold JSON.");
        }
    }
}
