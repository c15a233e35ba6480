using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CcDemo.ServiceDefaults;

/// <summary>Runs a service to its end, and says in sentences why it cannot start.</summary>
public static class ServiceRunner
{
    /// <summary>Builds and runs a service.</summary>
    /// <param name="service">Who speaks in the sentences, such as "The consumer".</param>
    /// <param name="addressSettings">The settings that choose where it listens, named when the address is taken.</param>
    /// <param name="build">Builds the service; what it throws about its settings becomes a sentence.</param>
    /// <returns>The exit code: 0, or 1 when a setting is wrong, an address is taken or a file is out of reach.</returns>
    public static async Task<int> RunAsync(string service, string addressSettings, Func<WebApplication> build)
    {
        ArgumentNullException.ThrowIfNull(build);

        try
        {
            await using var app = build();
            await StartAsync(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (OptionsValidationException e)
        {
            return Refuse(service, [.. e.Failures]);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return Refuse(service, $"{e.Message} Free the port, or choose another with {addressSettings}.");
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return Refuse(service, e.Message);
        }
    }

    /// <summary>A start that fails is followed by a stop: what runs already would else report the end of the program as a failure of its own.</summary>
    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await StopAsync(app);
            throw;
        }
    }

    private static async Task StopAsync(WebApplication app)
    {
        try
        {
            await app.StopAsync();
        }
        catch (ArgumentNullException)
        {
            // The host did not get as far as having services that could be stopped.
        }
    }

    private static int Refuse(string service, params ReadOnlySpan<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            Console.Error.WriteLine($"{service} cannot start: {sentence}");
        }

        return 1;
    }
}
