using System.Text.Json;

namespace CcDemo.AzureEmulator.Metadata;

/// <summary>An error in the instance metadata service's shape.</summary>
internal sealed record MetadataError(string Error, string ErrorDescription)
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}
