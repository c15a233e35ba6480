namespace CcDemo.Consumer.Output;

/// <summary>The door of this folder.</summary>
internal static class OutputExtensions
{
    public static void AddOutput(this WebApplicationBuilder builder) => builder.Services.AddSingleton<MessageOutput>();

    /// <summary>Opens the output now, so that one that cannot be written ends the program with its sentence.</summary>
    public static void OpenOutput(this WebApplication app) => app.Services.GetRequiredService<MessageOutput>();
}
