using System.Net.Sockets;

namespace CcDemo.AppHost;

/// <summary>Web servers, asked from this machine without any credential.</summary>
/// <param name="handler">How they are reached; it is disposed with this.</param>
/// <param name="timeLimit">How long a server may take.</param>
internal sealed class Web(HttpMessageHandler handler, TimeSpan timeLimit) : IDisposable
{
    private const int MaxLength = 1024 * 1024;

    private readonly HttpClient _client = new(handler) { Timeout = timeLimit, MaxResponseContentBufferSize = MaxLength };

    /// <summary>The web, with the machine's proxy and certificate authorities.</summary>
    private static Web OfMachine(TimeSpan timeLimit) => new(new SocketsHttpHandler { AllowAutoRedirect = false }, timeLimit);

    /// <summary>The services of a deployment: Azure's as <see cref="OfMachine"/>, or an emulator's on this machine, whose own authority is then the only one that is trusted.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The file of the authority holds no certificate.</exception>
    public static Web Of(KeySetupSettings setup, TimeSpan timeLimit)
    {
        if (setup.CaFile.Length == 0)
        {
            return OfMachine(timeLimit);
        }

        var handler = EmulatorTrust.CreateHandler(setup.CaFile);
        handler.AllowAutoRedirect = false;
        return new Web(handler, timeLimit);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>What a server answers; absent when no machine has the name.</summary>
    public async Task<Answer<WebAnswer>> GetAsync(Uri address, CancellationToken ct)
    {
        try
        {
            using var response = await _client.GetAsync(address, ct);
            var challenge = response.Headers.WwwAuthenticate.Count > 0 ? response.Headers.WwwAuthenticate.ToString() : null;
            return Answer<WebAnswer>.Of(new(response.StatusCode, challenge, await response.Content.ReadAsStringAsync(ct)));
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound })
        {
            return Answer<WebAnswer>.Absent;
        }
        catch (HttpRequestException e)
        {
            return Answer<WebAnswer>.None($"{address.Host} cannot be reached from here: {(e.InnerException ?? e).Message.TrimEnd('.')}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Answer<WebAnswer>.None($"{address.Host} did not answer within {timeLimit.TotalSeconds:0.#} s");
        }
    }
}
