using System.Security.Cryptography;
using System.Text;
using CcDemo.AzureEmulator.Configuration;
using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Json;
using CcDemo.AzureEmulator.Listeners;
using Microsoft.Extensions.Options;

namespace CcDemo.AzureEmulator.Hardware;

/// <summary>What the host does with guests: <c>PUT /host/guests/{name}</c>, for the holder of the host's key only.</summary>
internal static partial class HostEndpoints
{
    public static void MapHost(this IEndpointRouteBuilder endpoints) => endpoints.MapPut("/host/guests/{name}", LaunchAsync);

    private static async Task<GuestLaunched> LaunchAsync(
        string name, HttpContext context, IOptions<EmulatorOptions> options, GuestRegistry guests, GuestHost host, UtilityVmEndorser endorser, ListenerAddresses addresses, ILogger<Guest> logger)
    {
        Authorize(context, options.Value.HostKey);
        var guest = await ReadAsync(name, context);
        var certification = await host.CertificationAsync(guest, context.RequestAborted);
        guests.Launch(guest);
        Log.Launched(logger, name, Convert.ToHexStringLower(guest.HostData.Span), guest.Policy.DebugAllowed, guest.Fault);

        var device = $"{addresses.Metadata}/guests/{guest.Token}";
        return new GuestLaunched(
            Convert.ToHexStringLower(guest.HostData.Span),
            device,
            device + "/metadata/THIM/amd/certification",
            Convert.ToBase64String(guest.SecurityPolicy.Span),
            Convert.ToBase64String(endorser.Endorsement.Span),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(certification.ToJson())));
    }

    private static void Authorize(HttpContext context, string? hostKey)
    {
        const string scheme = "Bearer ";
        var authorization = context.Request.Headers.Authorization.ToString();
        if (string.IsNullOrEmpty(hostKey)
            || !authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            || !CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(authorization[scheme.Length..])), SHA256.HashData(Encoding.UTF8.GetBytes(hostKey))))
        {
            throw AzureErrorException.Forbidden("Guests are launched by the host only: send 'Authorization: Bearer' with the secret of the setting Emulator:HostKey.", "HostKeyRequired");
        }
    }

    private static async Task<Guest> ReadAsync(string name, HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context, AzureErrorException.BadParameter);
        var policy = body.Text("policy", AzureErrorException.BadParameter) ?? throw AzureErrorException.BadParameter("The member 'policy' is missing: send the base64 of the policy's text.");
        var debug = body.Flag("debug", AzureErrorException.BadParameter) ?? false;
        var faultName = body.Text("fault", AzureErrorException.BadParameter) ?? "none";
        if (!Faults.TryParse(faultName, out var fault))
        {
            throw AzureErrorException.BadParameter($"The fault '{faultName}' is not known: use one of {Faults.Names}.");
        }

        try
        {
            return new Guest(name, Convert.FromBase64String(policy), debug, fault);
        }
        catch (FormatException)
        {
            throw AzureErrorException.BadParameter("The member 'policy' is not base64.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Guest {Name} runs with host data {HostData}, debug {Debug}, fault {Fault}.")]
        public static partial void Launched(ILogger logger, string name, string hostData, bool debug, Fault fault);
    }
}
