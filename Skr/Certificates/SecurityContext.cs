using CcDemo.Skr.Configuration;
using CcDemo.Skr.Errors;
using Microsoft.Extensions.Options;

namespace CcDemo.Skr.Certificates;

/// <summary>
/// What the utility VM leaves for its containers: files in the security context folder, or environment variables when
/// the folder has no reference information.
/// </summary>
internal sealed class SecurityContext(IOptions<SkrOptions> options)
{
    /// <summary>The utility VM's endorsement (COSE_Sign1); null when there is none.</summary>
    /// <exception cref="RefusalException">It is not base64.</exception>
    public byte[]? ReferenceInfo => Decode("reference info", File("reference-info-base64") ?? options.Value.ReferenceInfo);

    /// <summary>The THIM document of the host's chip as JSON; null when there is none.</summary>
    /// <exception cref="RefusalException">It is not base64.</exception>
    public byte[]? HostCertificates => options.Value.AllowTestingMismatchedTCB ? null : Decode("host certificates", HasFolder ? File("host-amd-cert-base64") : options.Value.HostAmdCertificate);

    private bool HasFolder => File("reference-info-base64") is not null;

    private string? File(string name)
    {
        var path = Path.Combine(options.Value.SecurityContextFolder, name);
        var text = System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path).Trim() : string.Empty;
        return text.Length == 0 ? null : text;
    }

    private static byte[]? Decode(string what, string? base64)
    {
        try
        {
            return string.IsNullOrWhiteSpace(base64) ? null : Convert.FromBase64String(base64);
        }
        catch (FormatException e)
        {
            throw new RefusalException($"What the utility VM left for this container as {what} is not base64.", e);
        }
    }
}
