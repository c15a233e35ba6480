using System.Formats.Asn1;
using System.Security.Cryptography;

namespace CcDemo.Skr.Release;

/// <summary>
/// A private key in PKCS#8 (RFC 5958), read in place: every value is a window into the bytes that were given, so that
/// there is no copy to clear. The platform's own export would make arrays that can be moved.
/// </summary>
internal readonly ref struct Pkcs8PrivateKey
{
    private readonly ReadOnlySpan<byte> _key;

    private Pkcs8PrivateKey(ReadOnlySpan<byte> key) => _key = key;

    /// <exception cref="CryptographicException">The bytes are not PKCS#8.</exception>
    public static Pkcs8PrivateKey Read(ReadOnlySpan<byte> pkcs8)
    {
        try
        {
            // PrivateKeyInfo: version, algorithm, the key as OCTET STRING
            var info = Sequence(pkcs8);
            Integer(ref info);
            AsnDecoder.ReadSequence(info, AsnEncodingRules.DER, out _, out _, out var algorithm);
            return new Pkcs8PrivateKey(Octets(info[algorithm..]));
        }
        catch (AsnContentException e)
        {
            throw Malformed(e);
        }
    }

    /// <summary>Reads RSAPrivateKey (RFC 8017, appendix A.1.2).</summary>
    /// <exception cref="CryptographicException">The key is of another form.</exception>
    public RsaNumbers ReadRsa()
    {
        try
        {
            var numbers = Sequence(_key);
            Integer(ref numbers); // version
            return new RsaNumbers
            {
                Modulus = Integer(ref numbers),
                PublicExponent = Integer(ref numbers),
                PrivateExponent = Integer(ref numbers),
                Prime1 = Integer(ref numbers),
                Prime2 = Integer(ref numbers),
                Exponent1 = Integer(ref numbers),
                Exponent2 = Integer(ref numbers),
                Coefficient = Integer(ref numbers),
            };
        }
        catch (AsnContentException e)
        {
            throw Malformed(e);
        }
    }

    /// <summary>Reads the private value of ECPrivateKey (RFC 5915).</summary>
    /// <exception cref="CryptographicException">The key is of another form.</exception>
    public ReadOnlySpan<byte> ReadEc()
    {
        try
        {
            var parts = Sequence(_key);
            Integer(ref parts); // version
            return Octets(parts);
        }
        catch (AsnContentException e)
        {
            throw Malformed(e);
        }
    }

    private static ReadOnlySpan<byte> Sequence(ReadOnlySpan<byte> source)
    {
        AsnDecoder.ReadSequence(source, AsnEncodingRules.DER, out var offset, out var length, out _);
        return source.Slice(offset, length);
    }

    private static ReadOnlySpan<byte> Octets(ReadOnlySpan<byte> source)
        => AsnDecoder.TryReadPrimitiveOctetString(source, AsnEncodingRules.DER, out var value, out _) ? value : throw new AsnContentException();

    // Without the zero in front that makes the number positive.
    private static ReadOnlySpan<byte> Integer(scoped ref ReadOnlySpan<byte> source)
    {
        var value = AsnDecoder.ReadIntegerBytes(source, AsnEncodingRules.DER, out var consumed);
        source = source[consumed..];
        return value.Length > 1 ? value.TrimStart((byte)0) : value;
    }

    private static CryptographicException Malformed(AsnContentException cause) => new("The key is not of the form of its type.", cause);

    /// <summary>The numbers of an RSA key, most significant byte first and without zeros in front.</summary>
    public readonly ref struct RsaNumbers
    {
        public ReadOnlySpan<byte> Modulus { get; init; }

        public ReadOnlySpan<byte> PublicExponent { get; init; }

        public ReadOnlySpan<byte> PrivateExponent { get; init; }

        public ReadOnlySpan<byte> Prime1 { get; init; }

        public ReadOnlySpan<byte> Prime2 { get; init; }

        public ReadOnlySpan<byte> Exponent1 { get; init; }

        public ReadOnlySpan<byte> Exponent2 { get; init; }

        public ReadOnlySpan<byte> Coefficient { get; init; }
    }
}
