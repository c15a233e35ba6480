using System.Text.Json.Serialization;

namespace CcDemo.AzureEmulator.Errors;

internal sealed record AzureErrorBody(AzureErrorDetail Error);

internal sealed record AzureErrorDetail(
    string Code,
    string Message,
    [property: JsonPropertyName("innererror"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AzureInnerError? InnerError);

internal sealed record AzureInnerError(string Code);
