using CcDemo.Attestation;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Certificates;

/// <summary>The certificates of the host's chip, kept until a report was made with other firmware than they are for.</summary>
internal sealed partial class HostCertificates(SecurityContext context, ThimClient thim, ILogger<HostCertificates> logger) : IDisposable
{
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private ThimCertification? _known;

    /// <summary>The certificates for a report's firmware.</summary>
    /// <exception cref="RefusalException">There are none, or only for other firmware.</exception>
    public async Task<ThimCertification> GetAsync(Tcb reported, CancellationToken cancellationToken)
    {
        if (_known is { } known && known.Tcb == reported)
        {
            return known;
        }

        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            return _known = await FindAsync(reported, cancellationToken);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private async Task<ThimCertification> FindAsync(Tcb reported, CancellationToken cancellationToken)
    {
        if (_known is { } known && known.Tcb == reported)
        {
            return known;
        }

        if (context.HostCertificates is { } local)
        {
            var handedOver = ThimClient.Parse(local);
            if (handedOver.Tcb == reported)
            {
                return handedOver;
            }

            Log.Refreshing(logger, handedOver.Tcbm, reported.ToString());
        }

        var fetched = await thim.FetchAsync(cancellationToken);
        return fetched.Tcb == reported
            ? fetched
            : throw new RefusalException($"The report was made with firmware {reported}, but the host's certificates are for {fetched.Tcbm}.");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The host's certificates are for firmware {Certified}, the report was made with {Reported}: fetching them anew.")]
        public static partial void Refreshing(ILogger logger, string certified, string reported);
    }
}
