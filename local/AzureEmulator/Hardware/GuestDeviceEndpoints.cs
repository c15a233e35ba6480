using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Json;

namespace CcDemo.AzureEmulator.Hardware;

/// <summary>What a guest sees of the hardware: its report device, and the certificates for its reports.</summary>
internal static class GuestDeviceEndpoints
{
    private const int ReportDataSize = 64;

    public static void MapGuestDevices(this IEndpointRouteBuilder endpoints)
    {
        var guest = endpoints.MapGroup("/guests/{token}");
        guest.MapPost("/report", ReportAsync);
        guest.MapGet("/metadata/THIM/amd/certification", CertificationAsync);
    }

    private static async Task<IResult> ReportAsync(string token, HttpContext context, GuestRegistry guests, GuestHost host)
    {
        var guest = Find(token, guests);
        var body = await JsonBody.ReadAsync(context, AzureErrorException.BadParameter);
        var reportData = new byte[ReportDataSize];
        if (!Convert.TryFromBase64String(body.Text("reportData", AzureErrorException.BadParameter) ?? "", reportData, out var size) || size != ReportDataSize)
        {
            throw AzureErrorException.BadParameter($"The member 'reportData' must be the base64 of {ReportDataSize} bytes.");
        }

        return Results.Ok(new { Report = Convert.ToBase64String(await host.ReportAsync(guest, reportData, context.RequestAborted)) });
    }

    private static async Task<IResult> CertificationAsync(string token, GuestRegistry guests, GuestHost host, CancellationToken cancellationToken)
        => Results.Text((await host.CertificationAsync(Find(token, guests), cancellationToken)).ToJson(), "application/json");

    private static Guest Find(string token, GuestRegistry guests)
        => guests.TryFind(token, out var guest)
            ? guest
            : throw new AzureErrorException(StatusCodes.Status404NotFound, "GuestNotFound", "No guest with this device runs: it was launched anew, or never.");
}
