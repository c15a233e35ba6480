using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Limits;

/// <summary>Ends what takes too long.</summary>
internal sealed class TimeLimit(IOptions<LimitOptions> limits) : IConfigureOptions<RequestTimeoutOptions>
{
    public const string Sentence = "The request took longer than this sidecar allows (Limits:RequestTime); the attestation provider or the vault may be slow.";

    public void Configure(RequestTimeoutOptions options) => options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = limits.Value.RequestTime };
}
