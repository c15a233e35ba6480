namespace CcDemo.Deploy.Tests.Scripts;

/// <summary>As <see cref="BashFactAttribute"/>, for a test with several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BashTheoryAttribute : TheoryAttribute
{
    public BashTheoryAttribute() => Skip = BashFactAttribute.WhyNot;
}
