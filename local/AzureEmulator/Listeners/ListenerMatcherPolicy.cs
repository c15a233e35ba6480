using Microsoft.AspNetCore.Routing.Matching;

namespace CcDemo.AzureEmulator.Listeners;

/// <summary>Lets a request reach only the endpoints of the listener that it came in on. The Host header, which a client chooses, has no say.</summary>
internal sealed class ListenerMatcherPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => -1000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints)
        => endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<ListenerTag>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var arrivedOn = httpContext.Features.Get<ListenerTag>();
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && candidates[i].Endpoint.Metadata.GetMetadata<ListenerTag>() is { } belongsTo && belongsTo != arrivedOn)
            {
                candidates.SetValidity(i, false);
            }
        }

        return Task.CompletedTask;
    }
}
