using Microsoft.AspNetCore.Routing.Patterns;

namespace CcDemo.Skr.Routing;

/// <summary>What answers at a path.</summary>
/// <param name="Method">The only method that is answered; null for any.</param>
/// <param name="Answer">What answers.</param>
/// <param name="Endpoint">The same as telemetry knows it, by its path.</param>
internal sealed record Route(string? Method, RequestDelegate Answer, Endpoint Endpoint)
{
    public static Route To(string? method, string path, RequestDelegate answer)
        => new(method, answer, new RouteEndpoint(answer, RoutePatternFactory.Parse(path), order: 0, EndpointMetadataCollection.Empty, path));

    public bool Answers(string method) => Method is null || HttpMethods.Equals(Method, method);
}
