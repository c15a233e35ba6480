using CcDemo.Attestation;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Certificates;

/// <summary>The certificates of the host's chip, kept until a report was made with other firmware than they are for.</summary>
internal sealed partial class HostCertificates(SecurityContext context, ICertificateSource source, ILogger<HostCertificates> logger) : IDisposable
{
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private ThimCertification? _known;

    /// <summary>The certificates of a report's chip: for its firmware if such are known or can be fetched, else those that were fetched.</summary>
    /// <exception cref="RefusalException">There are none.</exception>
    public async Task<ThimCertification> GetAsync(SnpReport report, CancellationToken cancellationToken)
    {
        if (_known is { } known && known.Tcb == report.ReportedTcb)
        {
            return known;
        }

        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            return _known = await FindAsync(report, cancellationToken);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private async Task<ThimCertification> FindAsync(SnpReport report, CancellationToken cancellationToken)
    {
        var reported = report.ReportedTcb;
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

        return await source.FetchAsync(report, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The host's certificates are for firmware {Certified}, the report was made with {Reported}: fetching them anew.")]
        public static partial void Refreshing(ILogger logger, string certified, string reported);
    }
}
