namespace CcDemo.Deploy.Tests.Bicep;

/// <summary>A test that needs the Bicep compiler; skipped, and said so, where its package has no program for the machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute() => Skip = BicepCompiler.WhyNot;
}
