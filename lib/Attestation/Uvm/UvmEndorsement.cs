using System.Formats.Cbor;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace CcDemo.Attestation;

/// <summary>
/// A utility VM's reference information: a COSE_Sign1 message (RFC 9052) by which the VM's maker vouches for a launch
/// measurement. Its protected header carries the signing chain (<c>x5chain</c>, RFC 9360), the issuer as did:x509 and
/// the feed; its payload is JSON.
/// </summary>
public sealed class UvmEndorsement : IDisposable
{
    private const int MaxChain = 8;
    private const int MeasurementSize = 48;
    private static readonly CoseHeaderLabel _x5chain = new(33);
    private static readonly int[] _algorithms = [-7, -35, -36, -37, -38, -39]; // ES256/384/512, PS256/384/512

    private readonly CoseSign1Message _message;
    private readonly DidX509 _issuer;

    private UvmEndorsement(CoseSign1Message message, IReadOnlyList<X509Certificate2> chain)
    {
        _message = message;
        Chain = chain;
        Algorithm = message.ProtectedHeaders.TryGetValue(CoseHeaderLabel.Algorithm, out var algorithm) ? algorithm.GetValueAsInt32() : 0;
        Issuer = Text("iss");
        Feed = Text("feed");
        SigningTime = Time("signingtime");
        _issuer = DidX509.Parse(Issuer);
        (LaunchMeasurement, GuestSvn) = ReadPayload(message.Content ?? throw new FormatException("The endorsement has no payload."));
    }

    /// <summary>SHA-256 of the certificate of Microsoft's root for utility VMs, "Microsoft Supply Chain RSA Root CA 2022".</summary>
    public static ReadOnlyMemory<byte> MicrosoftRoot { get; }
        = Convert.FromHexString("23ffe2b8bdb9a1711515d4cffda04bc7f793d513c76c243f1020507d8669b7db");

    /// <summary>The COSE algorithm of the signature; -38 is PS384.</summary>
    public int Algorithm { get; }

    /// <summary>Who vouches, as did:x509.</summary>
    public string Issuer { get; }

    /// <summary>What the endorsement is about, such as <c>ContainerPlat-AMD-UVM</c>.</summary>
    public string Feed { get; }

    /// <summary>When it was signed, when it says so.</summary>
    public DateTimeOffset? SigningTime { get; }

    /// <summary>The launch measurement that is vouched for (48 bytes).</summary>
    public ReadOnlyMemory<byte> LaunchMeasurement { get; }

    /// <summary>The security version of the utility VM.</summary>
    public int GuestSvn { get; }

    /// <summary>The signing chain, leaf first, root last.</summary>
    public IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>Reads an endorsement.</summary>
    /// <exception cref="FormatException">The bytes are not a COSE_Sign1 message with chain, issuer, feed and measurement.</exception>
    public static UvmEndorsement Parse(ReadOnlySpan<byte> cose)
    {
        List<X509Certificate2> chain = [];
        try
        {
            var message = CoseMessage.DecodeSign1(cose);
            ReadChain(message, chain);
            return new UvmEndorsement(message, chain);
        }
        catch (Exception e) when (e is FormatException or CryptographicException or CborContentException or InvalidOperationException or JsonException)
        {
            chain.ForEach(certificate => certificate.Dispose());
            throw e as FormatException ?? new FormatException($"The endorsement is not a COSE_Sign1 message of a utility VM: {e.Message}", e);
        }
    }

    /// <summary>
    /// Checks the chain up to a trusted root, the issuer against the chain, and the signature. The chain must have been
    /// valid when the endorsement was signed, not now: signing certificates live for months, the VMs for years, and
    /// an outdated VM is turned away by its <see cref="GuestSvn"/>.
    /// </summary>
    /// <param name="trustedRootSha256">SHA-256 of each trusted root's certificate; <see cref="MicrosoftRoot"/> for Azure.</param>
    /// <param name="now">The present; the signing must lie before it.</param>
    public Verdict Verify(IReadOnlyCollection<ReadOnlyMemory<byte>> trustedRootSha256, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trustedRootSha256);
        var root = Chain[^1];
        var fingerprint = SHA256.HashData(root.RawDataMemory.Span);
        if (Chain.Count < 2 || !trustedRootSha256.Any(trusted => CryptographicOperations.FixedTimeEquals(trusted.Span, fingerprint)))
        {
            return Verdict.Refuse("EndorsementRoot", $"The endorsement's chain ends at '{root.Subject}', which is not a trusted root.");
        }

        if (VerifyChain(now) is { Accepted: false } broken)
        {
            return broken;
        }

        if (_issuer.Matches(Chain) is { Accepted: false } stranger)
        {
            return stranger;
        }

        return VerifySignature()
            ? Verdict.Accept
            : Verdict.Refuse("EndorsementSignature", "The endorsement's signature does not verify under its signing certificate.");
    }

    /// <summary>Checks that the endorsement vouches for the VM that a report is about; call <see cref="Verify"/> as well.</summary>
    public Verdict Covers(SnpReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return CryptographicOperations.FixedTimeEquals(report.Measurement.Span, LaunchMeasurement.Span)
            ? Verdict.Accept
            : Verdict.Refuse("LaunchMeasurement", $"The report's launch measurement is {Convert.ToHexStringLower(report.Measurement.Span)}; the endorsement vouches for {Convert.ToHexStringLower(LaunchMeasurement.Span)}.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var certificate in Chain)
        {
            certificate.Dispose();
        }
    }

    private Verdict VerifyChain(DateTimeOffset now)
    {
        var signed = SigningTime ?? now;
        if (signed > now)
        {
            return Verdict.Refuse("EndorsementTime", "The endorsement says that it was signed in the future.");
        }

        for (var i = 0; i < Chain.Count; i++)
        {
            var (certificate, issuer) = (Chain[i], Chain[Math.Min(i + 1, Chain.Count - 1)]);
            if (CertificateSignature.CheckValidity(certificate, signed) is { Accepted: false } invalid)
            {
                return invalid with { Reason = $"When the endorsement was signed: {invalid.Reason}" };
            }

            if (i > 0 && !CertificateSignature.IsAuthority(certificate))
            {
                return Verdict.Refuse("EndorsementChain", $"The certificate '{certificate.Subject}' is not a certificate authority's.");
            }

            if (!CertificateSignature.Verify(certificate, issuer))
            {
                return Verdict.Refuse("EndorsementChain", $"The certificate '{certificate.Subject}' was not signed by '{issuer.Subject}'.");
            }
        }

        return Verdict.Accept;
    }

    private bool VerifySignature()
    {
        if (!_algorithms.Contains(Algorithm))
        {
            return false;
        }

        try
        {
            using AsymmetricAlgorithm? key = (AsymmetricAlgorithm?)Chain[0].GetRSAPublicKey() ?? Chain[0].GetECDsaPublicKey();
            return key is not null && _message.VerifyEmbedded(key);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static void ReadChain(CoseSign1Message message, List<X509Certificate2> chain)
    {
        if (!message.ProtectedHeaders.TryGetValue(_x5chain, out var value))
        {
            throw new FormatException("The endorsement's protected header lacks the certificate chain (x5chain).");
        }

        var reader = new CborReader(value.EncodedValue);
        if (reader.PeekState() == CborReaderState.ByteString)
        {
            chain.Add(X509CertificateLoader.LoadCertificate(reader.ReadByteString()));
            return;
        }

        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            if (chain.Count == MaxChain)
            {
                throw new FormatException($"The endorsement's certificate chain is longer than {MaxChain}.");
            }

            chain.Add(X509CertificateLoader.LoadCertificate(reader.ReadByteString()));
        }

        if (chain.Count == 0)
        {
            throw new FormatException("The endorsement's certificate chain is empty.");
        }
    }

    private static (byte[] Measurement, int GuestSvn) ReadPayload(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("x-ms-sevsnpvm-launchmeasurement", out var measurement)
            || measurement.ValueKind != JsonValueKind.String
            || !root.TryGetProperty("x-ms-sevsnpvm-guestsvn", out var svn))
        {
            throw new FormatException("The endorsement's payload lacks the launch measurement or the guest's security version.");
        }

        var bytes = Convert.FromHexString(measurement.GetString()!);
        return bytes.Length == MeasurementSize && int.TryParse(svn.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (bytes, number)
            : throw new FormatException("The endorsement's launch measurement is not 48 bytes, or its guest security version is not a number.");
    }

    private string Text(string label)
        => _message.ProtectedHeaders.TryGetValue(new CoseHeaderLabel(label), out var value)
            ? value.GetValueAsString()
            : throw new FormatException($"The endorsement's protected header lacks '{label}'.");

    // Tag 1, seconds since 1970 (RFC 8949 section 3.4.2).
    private DateTimeOffset? Time(string label)
        => _message.ProtectedHeaders.TryGetValue(new CoseHeaderLabel(label), out var value)
            ? new CborReader(value.EncodedValue).ReadUnixTimeSeconds()
            : null;
}
