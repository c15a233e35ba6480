using System.IO.Compression;
using Grpc.Net.Compression;

namespace CcDemo.Dashboard.Telemetry.Intake;

/// <summary>gRPC's gzip with an end: a small message must not become an endless one.</summary>
internal sealed class LimitedGzip(int limit) : ICompressionProvider
{
    private readonly GzipCompressionProvider _gzip = new(CompressionLevel.Fastest);

    public string EncodingName => _gzip.EncodingName;

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => _gzip.CreateCompressionStream(stream, compressionLevel);

    public Stream CreateDecompressionStream(Stream stream) => new LimitedStream(_gzip.CreateDecompressionStream(stream), limit);
}
