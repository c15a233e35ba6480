namespace CcDemo.Dashboard.Security;

/// <summary>What is asked of senders of telemetry.</summary>
internal enum OtlpAuthMode
{
    /// <summary>A key in the header <c>x-otlp-api-key</c>.</summary>
    ApiKey,

    /// <summary>Nothing: every program on this machine may send.</summary>
    Unsecured,
}
