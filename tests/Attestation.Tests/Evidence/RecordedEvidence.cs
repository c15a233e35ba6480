using System.Text;

namespace CcDemo.Attestation.Tests;

/// <summary>Evidence recorded on Azure hardware, in a folder <c>shared/data/snp</c> beside one of the test's ancestor folders.</summary>
internal static class RecordedEvidence
{
    public static string? Folder { get; } = Find();

    /// <summary>A time at which the recorded certificates are valid.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] ReportBytes => File.ReadAllBytes(PathOf("aci-report.bin"));

    public static SnpReport Report => SnpReport.Parse(ReportBytes);

    public static ThimCertification Thim => ThimCertification.Parse(File.ReadAllText(PathOf("aci-thim.json")));

    public static byte[] Policy => Convert.FromBase64String(File.ReadAllText(PathOf("aci-security-policy.base64"), Encoding.ASCII).Trim());

    public static byte[] Endorsement => File.ReadAllBytes(PathOf("aci-uvm-reference-info.cose"));

    private static string PathOf(string name) => Path.Combine(Folder!, name);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "snp");
            if (File.Exists(Path.Combine(candidate, "aci-report.bin")))
            {
                return candidate;
            }
        }

        return null;
    }
}
