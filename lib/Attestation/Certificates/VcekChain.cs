using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CcDemo.Attestation;

/// <summary>A chip's certificate with AMD's intermediate and root. Reading it says nothing about trust; <see cref="SnpEvidence"/> does.</summary>
public sealed class VcekChain : IDisposable
{
    private VcekChain(X509Certificate2 vcek, X509Certificate2 ask, X509Certificate2 ark)
    {
        Vcek = vcek;
        Ask = ask;
        Ark = ark;
        Tcb = VcekExtensions.ReadTcb(vcek);
        HardwareId = VcekExtensions.ReadHardwareId(vcek);
    }

    /// <summary>The certificate of the chip's key at one firmware version.</summary>
    public X509Certificate2 Vcek { get; }

    /// <summary>AMD's intermediate certificate.</summary>
    public X509Certificate2 Ask { get; }

    /// <summary>AMD's root certificate.</summary>
    public X509Certificate2 Ark { get; }

    /// <summary>The firmware that the chip's certificate is for.</summary>
    public Tcb Tcb { get; }

    /// <summary>The chip that the certificate is for: 64 bytes, 8 on Turin.</summary>
    public ReadOnlyMemory<byte> HardwareId { get; }

    /// <summary>Reads VCEK, ASK and ARK in this order.</summary>
    /// <exception cref="FormatException">There are not three certificates, or the first is not a chip's.</exception>
    public static VcekChain FromPem(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
            if (certificates.Count != 3)
            {
                throw new FormatException($"The certificate chain has {certificates.Count} certificates; VCEK, ASK and ARK are wanted.");
            }

            return new VcekChain(certificates[0], certificates[1], certificates[2]);
        }
        catch (CryptographicException e)
        {
            Dispose(certificates);
            throw new FormatException("The certificate chain is not PEM.", e);
        }
        catch (FormatException)
        {
            Dispose(certificates);
            throw;
        }
    }

    /// <summary>Finds VCEK, ASK and ARK among certificates in any order: the chip's, its issuer, and the issuer of that.</summary>
    /// <param name="certificates">The certificates; those of the chain belong to it from then on.</param>
    /// <exception cref="FormatException">One of the three is missing, or the chip's certificate lacks what AMD puts into it.</exception>
    public static VcekChain FromCertificates(IReadOnlyCollection<X509Certificate2> certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        var vcek = certificates.FirstOrDefault(certificate => certificate.Extensions[VcekExtensions.HardwareId] is not null)
            ?? throw new FormatException("None of the certificates is a chip's (VCEK).");
        var ask = IssuerOf(vcek, certificates, "ASK");
        return new VcekChain(vcek, ask, IssuerOf(ask, certificates, "ARK"));
    }

    /// <summary>The chain as THIM hands it out.</summary>
    public ThimCertification ToCertification() => new(
        Vcek.ExportCertificatePem() + "\n",
        $"{Ask.ExportCertificatePem()}\n{Ark.ExportCertificatePem()}\n",
        Tcb.ToString(),
        CacheControl: null);

    /// <summary>Checks that the chain goes back to a trusted root and is valid now; it asks no network and no revocation list.</summary>
    /// <param name="trustedRoots">The roots that are trusted, <see cref="AmdRoot.Known"/> for real hardware.</param>
    /// <param name="now">The time at which every certificate must be valid.</param>
    public Verdict Verify(IReadOnlyCollection<AmdRoot> trustedRoots, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trustedRoots);
        if (!trustedRoots.Any(root => root.Matches(Ark)))
        {
            return Verdict.Refuse("UntrustedRoot", $"The certificate chain ends at '{Ark.Subject}', whose key is none of the trusted roots ({string.Join(", ", trustedRoots.Select(root => root.Name))}).");
        }

        foreach (var certificate in (X509Certificate2[])[Ark, Ask, Vcek])
        {
            if (CertificateSignature.CheckValidity(certificate, now) is { Accepted: false } expired)
            {
                return expired;
            }
        }

        foreach (var authority in (X509Certificate2[])[Ark, Ask])
        {
            if (!CertificateSignature.IsAuthority(authority))
            {
                return Verdict.Refuse("CertificateChain", $"The certificate '{authority.Subject}' is not a certificate authority's.");
            }
        }

        foreach (var (certificate, issuer) in ((X509Certificate2, X509Certificate2)[])[(Ark, Ark), (Ask, Ark), (Vcek, Ask)])
        {
            if (!CertificateSignature.Verify(certificate, issuer))
            {
                return Verdict.Refuse("CertificateChain", $"The certificate '{certificate.Subject}' was not signed by '{issuer.Subject}'.");
            }
        }

        return Verdict.Accept;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Vcek.Dispose();
        Ask.Dispose();
        Ark.Dispose();
    }

    private static X509Certificate2 IssuerOf(X509Certificate2 certificate, IEnumerable<X509Certificate2> certificates, string name)
        => certificates.FirstOrDefault(candidate => candidate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData))
            ?? throw new FormatException($"The certificate of '{certificate.Issuer}' ({name}), which issued '{certificate.Subject}', is missing.");

    private static void Dispose(X509Certificate2Collection certificates)
    {
        foreach (var certificate in certificates)
        {
            certificate.Dispose();
        }
    }
}
