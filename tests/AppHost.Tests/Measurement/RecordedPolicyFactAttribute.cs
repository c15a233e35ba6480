namespace CcDemo.AppHost.Tests;

/// <summary>A fact about the policy of a guest that ran on Azure, recorded with its report; skipped where the recording is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RecordedPolicyFactAttribute : FactAttribute
{
    public RecordedPolicyFactAttribute()
    {
        if (Folder is null)
        {
            Skip = "The recorded evidence is absent: no folder shared/data/snp beside this repository.";
        }
    }

    /// <summary>The folder of the recording; null when it is absent.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "snp");
            if (File.Exists(Path.Combine(candidate, "aci-security-policy.base64")))
            {
                return candidate;
            }
        }

        return null;
    }
}
