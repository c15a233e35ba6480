namespace CcDemo.Attestation.Tests;

/// <summary>A fact about the recorded evidence; skipped where the recording is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EvidenceFactAttribute : FactAttribute
{
    public EvidenceFactAttribute()
    {
        if (RecordedEvidence.Folder is null)
        {
            Skip = "The recorded evidence is absent: no folder shared/data/snp beside this repository.";
        }
    }
}
