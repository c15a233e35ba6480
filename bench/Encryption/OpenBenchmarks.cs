using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using CcDemo.MessageEncryption;

namespace CcDemo.Bench;

/// <summary>Public, since BenchmarkDotNet derives from it.</summary>
public class OpenBenchmarks : IDisposable
{
    private readonly MessageKeyring _ring = new();
    private readonly ArrayBufferWriter<byte> _content = new(2 * 1024 * 1024);
    private readonly AesGcm _aes = new(RandomNumberGenerator.GetBytes(32), 16);
    private readonly byte[] _header = new byte[200];
    private readonly byte[] _iv = new byte[12];
    private readonly byte[] _tag = new byte[16];
    private MessageOpener? _opener;
    private byte[] _value = [];
    private byte[] _encoded = [];
    private byte[] _cipher = [];
    private byte[] _plain = [];

    [Params(64, 1024, 16 * 1024, 1024 * 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var text = SampleText.Of(Bytes);
        _ring.Add(BenchKeys.KeyId, BenchKeys.Private());
        _opener = new MessageOpener(_ring, BenchKeys.Topic, new MessageOpenerOptions { MaxValueBytes = 4 * 1024 * 1024 });
        using var sealer = new JweSealer(BenchKeys.Public(), BenchKeys.KeyId, BenchKeys.Topic, new JweSealerOptions { MaxTextBytes = Bytes });
        _value = sealer.Seal(text).Value;

        _cipher = new byte[Bytes];
        _plain = new byte[Bytes];
        _aes.Encrypt(_iv, Encoding.UTF8.GetBytes(text), _cipher, _tag, _header);
        _encoded = new byte[Base64Url.GetEncodedLength(Bytes)];
        Base64Url.EncodeToUtf8(_cipher, _encoded);
    }

    [Benchmark(Baseline = true, Description = "base64url and AesGcm")]
    public int Raw()
    {
        var length = Base64Url.DecodeFromUtf8(_encoded, _cipher);
        _aes.Decrypt(_iv, _cipher, _tag, _plain, _header);
        return length;
    }

    [Benchmark(Description = "Open, bytes")]
    public int OpenBytes()
    {
        _content.ResetWrittenCount();
        return _opener!.TryOpen(_value, null, _content, out _) ? _content.WrittenCount : throw new InvalidOperationException("It was refused.");
    }

    [Benchmark(Description = "Open, UTF-8 text")]
    public int OpenUtf8() => _opener!.Open(_value).Utf8?.Length ?? throw new InvalidOperationException("It was refused.");

    [Benchmark(Description = "Open, text as a string")]
    public string OpenText() => _opener!.Open(_value).Text ?? throw new InvalidOperationException("It was refused.");

    [GlobalCleanup]
    public void Dispose()
    {
        _opener?.Dispose();
        _ring.Dispose();
        _aes.Dispose();
        GC.SuppressFinalize(this);
    }
}
