using System.Buffers.Binary;
using System.IO.Compression;
using Tomlyn;
using Tomlyn.Model;

namespace CcDemo.AppHost;

/// <summary>The init data of Confidential Containers, version 0.1.0: TOML with the name of a digest algorithm and files for the guest.</summary>
internal sealed class InitData
{
    /// <summary>The largest init data that is read, in bytes after decompression.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private const int MinGzipLength = 18;
    private const string Version = "0.1.0";
    private const string PolicyFile = "policy.rego";
    private static readonly string[] _algorithms = ["sha256", "sha384", "sha512"];

    private InitData(byte[] toml, string algorithm, string? policy)
    {
        Toml = toml;
        Algorithm = algorithm;
        Policy = policy;
    }

    /// <summary>The bytes that the guest and its host hash.</summary>
    public byte[] Toml { get; }

    /// <summary><c>sha256</c>, <c>sha384</c> or <c>sha512</c>.</summary>
    public string Algorithm { get; }

    /// <summary>The agent policy among the files, or null.</summary>
    public string? Policy { get; }

    /// <summary>Reads what the annotation's base64 decodes to.</summary>
    public static Outcome<InitData> Parse(byte[] gzip)
    {
        byte[]? toml;

        try
        {
            toml = Decompress(gzip);
        }
        catch (InvalidDataException)
        {
            return new MeasurementError(
                MeasurementErrorCode.InitDataNotGzip,
                $"The annotation {PolicyKinds.InitDataAnnotation} is not gzip. 'gzip -c initdata.toml | base64 -w0' makes it.");
        }

        if (toml is null)
        {
            return new MeasurementError(MeasurementErrorCode.InitDataTooLarge, $"The init data has more than {MaxLength:N0} bytes.");
        }

        return StrictText.TryDecode(toml, out var text) ? Parse(toml, text) : Invalid("it is not text in UTF-8");
    }

    private static Outcome<InitData> Parse(byte[] toml, string text)
    {
        TomlTable table;

        try
        {
            table = TomlSerializer.Deserialize<TomlTable>(text) ?? [];
        }
        catch (TomlException e)
        {
            return Invalid($"it is not TOML: {StrictText.ForDisplay(e.Message).TrimEnd('.')}");
        }

        if (Get(table, "version") is not Version)
        {
            return Invalid($"its version is not \"{Version}\"");
        }

        if (Get(table, "algorithm") is not string algorithm || !_algorithms.Contains(algorithm))
        {
            return Invalid($"its algorithm is none of {string.Join(", ", _algorithms)}");
        }

        if (Get(table, "data") is not TomlTable data || data.Values.Any(value => value is not string))
        {
            return Invalid("it has no table 'data' of texts");
        }

        return new InitData(toml, algorithm, Get(data, PolicyFile) as string);
    }

    private static object? Get(TomlTable table, string key) => table.TryGetValue(key, out var value) ? value : null;

    private static byte[]? Decompress(byte[] gzip)
    {
        using var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        using var result = new MemoryStream();
        var buffer = new byte[16 * 1024];

        while (stream.Read(buffer) is var count and > 0)
        {
            result.Write(buffer, 0, count);

            if (result.Length > MaxLength)
            {
                return null;
            }
        }

        // The stream ends early without an error where the file was cut; the length at gzip's end tells (RFC 1952, section 2.3.1).
        return gzip.Length >= MinGzipLength && BinaryPrimitives.ReadUInt32LittleEndian(gzip.AsSpan(gzip.Length - sizeof(uint))) == result.Length
            ? result.ToArray()
            : throw new InvalidDataException("It is cut.");
    }

    private static MeasurementError Invalid(string what)
        => new(MeasurementErrorCode.InitDataInvalid, $"The annotation {PolicyKinds.InitDataAnnotation} cannot be read: {what}.");
}
