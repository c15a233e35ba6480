namespace CcDemo.Deploy.Tests.Bicep;

/// <summary>As <see cref="BicepFactAttribute"/>, for a test with several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BicepTheoryAttribute : TheoryAttribute
{
    public BicepTheoryAttribute() => Skip = BicepCompiler.WhyNot;
}
