using System.Buffers;
using System.Text;
using System.Text.Json;
using CcDemo.Skr.Endpoints;
using CcDemo.Skr.Routing;

namespace CcDemo.Skr.Attest;

/// <summary><c>POST /attest/raw</c>, <c>/attest/maa</c> and <c>/attest/combined</c>.</summary>
internal static class AttestEndpoints
{
    public static void MapAttest(this RouteTable routes)
    {
        routes.Post("/attest/raw", context => RawAsync(context, routes.Service<GuestAttester>()));
        routes.Post("/attest/maa", context => MaaAsync(context, routes.Service<GuestAttester>(), routes.Service<AllowedEndpoints>()));
        routes.Post("/attest/combined", context => CombinedAsync(context, routes.Service<GuestAttester>()));
    }

    private static async Task RawAsync(HttpContext context, GuestAttester attester)
    {
        var request = await JsonRequest.ReadAsync(context, "runtime_data");
        var report = await attester.GetReportAsync(request.RequiredBase64("runtime_data"), context.RequestAborted);
        await AnswerAsync(context, writer => writer.WriteString("report", Convert.ToHexStringLower(report.Raw.Span)));
    }

    private static async Task MaaAsync(HttpContext context, GuestAttester attester, AllowedEndpoints endpoints)
    {
        var request = await JsonRequest.ReadAsync(context, "maa_endpoint", "runtime_data");
        var endpoint = request.Required("maa_endpoint");
        var runtimeData = request.RequiredBase64("runtime_data");
        var attestation = await attester.AttestAsync(endpoints.Provider(endpoint), runtimeData, context.RequestAborted);
        await AnswerAsync(context, writer => writer.WriteString("token", attestation.Token));
    }

    private static async Task CombinedAsync(HttpContext context, GuestAttester attester)
    {
        var request = await JsonRequest.ReadAsync(context, "runtime_data");
        var evidence = await attester.GetEvidenceAsync(request.RequiredBase64("runtime_data"), context.RequestAborted);
        await AnswerAsync(context, writer =>
        {
            writer.WriteString("endorsed_tcb", evidence.Certificates.Tcbm);
            writer.WriteBase64String("endorsements", Encoding.UTF8.GetBytes(evidence.Certificates.PemChain));
            writer.WriteBase64String("evidence", evidence.Report.Raw.Span);
            writer.WriteBase64String("uvm_endorsements", evidence.ReferenceInfo);
        });
    }

    private static Task AnswerAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return JsonAnswer.WriteAsync(context, buffer.WrittenMemory);
    }
}
