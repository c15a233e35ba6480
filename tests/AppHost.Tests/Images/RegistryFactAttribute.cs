namespace CcDemo.AppHost.Tests;

/// <summary>A test that pushes to a registry on this machine; skipped, and said so, where the program is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RegistryFactAttribute : FactAttribute
{
    public RegistryFactAttribute()
    {
        if (LocalRegistry.FindProgram() is null)
        {
            Skip = "docker-registry is not on the path: install the package 'docker-registry'.";
        }
    }
}
