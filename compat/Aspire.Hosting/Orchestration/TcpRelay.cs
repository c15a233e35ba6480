using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>Passes bytes between two connected sockets, both ways at once, and their ends as they are: a clean end of one direction ends that direction only, a failure resets both.</summary>
internal static class TcpRelay
{
    /// <summary>Gives when both directions are at their end or either has failed; both sockets are closed then.</summary>
    public static async Task RunAsync(Socket one, Socket other, CancellationToken ct)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(ct);

        // Both before either direction can end: a socket that has been shut down one way gives no stream any more.
        using var oneStream = new NetworkStream(one);
        using var otherStream = new NetworkStream(other);
        var isWhole = await Task.WhenAll(PumpAsync(oneStream, otherStream, failed), PumpAsync(otherStream, oneStream, failed)).ConfigureAwait(false);

        if (isWhole.All(whole => whole))
        {
            one.Dispose();
            other.Dispose();
            return;
        }

        // Without a wait for what is still unsent: whoever is left must not take a broken stream for a finished one.
        one.Close(0);
        other.Close(0);
    }

    private static async Task<bool> PumpAsync(NetworkStream from, NetworkStream to, CancellationTokenSource failed)
    {
        try
        {
            await from.CopyToAsync(to, failed.Token).ConfigureAwait(false);
            to.Socket.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            await failed.CancelAsync().ConfigureAwait(false);
            return false;
        }
    }
}
