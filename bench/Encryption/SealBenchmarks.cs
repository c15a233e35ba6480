using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using CcDemo.MessageEncryption;

namespace CcDemo.Bench;

/// <summary>Public, since BenchmarkDotNet derives from it.</summary>
public class SealBenchmarks : IDisposable
{
    private readonly JweSealer _sealer = new(BenchKeys.Public(), BenchKeys.KeyId, BenchKeys.Topic, new JweSealerOptions { MaxTextBytes = 2 * 1024 * 1024 });
    private readonly AesGcm _aes = new(RandomNumberGenerator.GetBytes(32), 16);
    private readonly ArrayBufferWriter<byte> _value = new(2 * 1024 * 1024);
    private readonly byte[] _header = new byte[200];
    private readonly byte[] _iv = new byte[12];
    private readonly byte[] _tag = new byte[16];
    private byte[] _plain = [];
    private byte[] _cipher = [];
    private byte[] _encoded = [];
    private string _text = "";
    private long _count;

    [Params(64, 1024, 16 * 1024, 1024 * 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _text = SampleText.Of(Bytes);
        _plain = Encoding.UTF8.GetBytes(_text);
        _cipher = new byte[Bytes];
        _encoded = new byte[Base64Url.GetEncodedLength(Bytes)];
    }

    [Benchmark(Baseline = true, Description = "AesGcm and base64url")]
    public int Raw()
    {
        BinaryPrimitives.WriteInt64LittleEndian(_iv, ++_count);
        _aes.Encrypt(_iv, _plain, _cipher, _tag, _header);
        return Base64Url.EncodeToUtf8(_cipher, _encoded);
    }

    [Benchmark(Description = "Seal, bytes into a buffer")]
    public int SealInto()
    {
        _value.ResetWrittenCount();
        _sealer.Seal(_plain, null, _value);
        return _value.WrittenCount;
    }

    [Benchmark(Description = "Seal, bytes")]
    public SealedMessage SealBytes() => _sealer.Seal(_plain);

    [Benchmark(Description = "Seal, text")]
    public SealedMessage SealText() => _sealer.Seal(_text);

    [GlobalCleanup]
    public void Dispose()
    {
        _sealer.Dispose();
        _aes.Dispose();
        GC.SuppressFinalize(this);
    }
}
