namespace CcDemo.AzureEmulator.Errors;

/// <summary>A refusal as Azure's services word it: <c>{"error":{"code","message","innererror":{"code"}}}</c>.</summary>
internal sealed class AzureErrorException(int status, string code, string message, string? innerCode = null) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public string? InnerCode => innerCode;

    public static AzureErrorException InvalidParameter(string message) => new(StatusCodes.Status400BadRequest, "InvalidParameter", message);

    public static AzureErrorException BadParameter(string message) => new(StatusCodes.Status400BadRequest, "BadParameter", message);

    public static AzureErrorException Forbidden(string message, string innerCode) => new(StatusCodes.Status403Forbidden, "Forbidden", message, innerCode);
}
