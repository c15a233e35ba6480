namespace CcDemo.AppHost.Tests.Publishing.Strimzi;

/// <summary>A theory about Strimzi's schemas; skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StrimziTheoryAttribute : TheoryAttribute
{
    public StrimziTheoryAttribute()
    {
        if (StrimziSchemas.Folder is null)
        {
            Skip = "Strimzi's schemas are absent: no folder shared/data/strimzi beside this repository.";
        }
    }
}
