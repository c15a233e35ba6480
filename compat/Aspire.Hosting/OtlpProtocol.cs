namespace Aspire.Hosting;

/// <summary>The protocols of OTLP.</summary>
public enum OtlpProtocol
{
    /// <summary>gRPC.</summary>
    Grpc = 0,

    /// <summary>HTTP with Protobuf.</summary>
    HttpProtobuf = 1,

    /// <summary>HTTP with JSON.</summary>
    HttpJson = 2,
}
