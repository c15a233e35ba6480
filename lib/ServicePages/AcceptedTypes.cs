using Microsoft.AspNetCore.Http;

namespace CcDemo.ServicePages;

/// <summary>What a caller wants to read.</summary>
public static class AcceptedTypes
{
    /// <summary>Whether a type is asked for by its name, as browsers do with HTML; a caller that takes anything does not.</summary>
    public static bool Accepts(this HttpRequest request, string mediaType)
        => request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);
}
