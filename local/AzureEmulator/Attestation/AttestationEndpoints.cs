using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Json;
using CcDemo.AzureEmulator.Listeners;

namespace CcDemo.AzureEmulator.Attestation;

/// <summary>The attestation provider (MAA): attest, keys, metadata.</summary>
internal static partial class AttestationEndpoints
{
    private static readonly string[] _apiVersions = ["2020-10-01", "2022-08-01", "2025-06-01"];

    public static void MapAttestation(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/attest/SevSnpVm", AttestAsync);
        endpoints.MapGet("/certs", CertsAsync);
        endpoints.MapGet("/.well-known/openid-configuration", Metadata);
    }

    private static async Task<IResult> AttestAsync(HttpContext context, AttestationVerifier verifier, AttestationTokens tokens, ILogger<AttestationVerifier> logger)
    {
        using var activity = EmulatorActivity.Source.StartActivity("attest");
        try
        {
            RequireApiVersion(context.Request);
            var request = AttestationRequest.Parse(await JsonBody.ReadAsync(context, AzureErrorException.InvalidParameter));
            var hostData = Convert.ToHexStringLower(request.Report.HostData.Span);
            activity?.SetTag("attestation.hostdata", hostData);
            var endorsedSvn = await verifier.VerifyAsync(request, context.RequestAborted);
            var token = await tokens.IssueAsync(request, endorsedSvn, context.RequestAborted);
            Log.Attested(logger, hostData, request.Report.Policy.DebugAllowed, endorsedSvn is not null);
            return Results.Ok(new { Token = token });
        }
        catch (AzureErrorException e)
        {
            activity.Refuse(e.Message);
            throw;
        }
    }

    private static async Task<IResult> CertsAsync(AttestationSigningKey signingKey, CancellationToken cancellationToken)
    {
        var key = await signingKey.PublicAsync(cancellationToken);
        return Results.Text($$"""{"keys":[{{key.ToJson()}}]}""", "application/json");
    }

    private static IResult Metadata(ListenerAddresses addresses) => Results.Json(new ProviderMetadata(
        addresses.Maa,
        $"{addresses.Maa}/certs",
        $"{addresses.Maa}/revoke",
        ["token", "none"],
        ["RS256"],
        ["cnf", "nonce", "x-ms-attestation-type", "x-ms-compliance-status", "x-ms-inittime", "x-ms-policy-hash", "x-ms-runtime", "x-ms-ver"]), ProviderMetadata.Json);

    private static void RequireApiVersion(HttpRequest request)
    {
        string? version = request.Query["api-version"];
        if (!_apiVersions.Contains(version))
        {
            throw AzureErrorException.InvalidParameter($"The api-version '{version}' is not supported: use one of {string.Join(", ", _apiVersions)}.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Attested a guest with host data {HostData}, debuggable {Debuggable}, utility VM endorsed {Endorsed}.")]
        public static partial void Attested(ILogger logger, string hostData, bool debuggable, bool endorsed);
    }
}
