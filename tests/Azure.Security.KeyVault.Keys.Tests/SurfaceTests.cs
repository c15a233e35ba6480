using System.Reflection;
using Azure.Security.KeyVault.Keys;

namespace CcDemo.KeyVaultKeys.Tests;

/// <summary>The subset may lack what the package has, never have what the package lacks.</summary>
public sealed class SurfaceTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Every_public_member_is_one_of_the_package()
    {
        var package = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "PackageSurface.txt")).ToHashSet(StringComparer.Ordinal);

        var foreign = typeof(KeyClient).Assembly.GetExportedTypes().SelectMany(Members).Where(member => !package.Contains(member));

        Assert.Empty(foreign);
    }

    [Fact]
    public void Every_public_type_is_in_the_namespace_of_the_package()
        => Assert.All(typeof(KeyClient).Assembly.GetExportedTypes(), type => Assert.Equal("Azure.Security.KeyVault.Keys", type.Namespace));

    private static IEnumerable<string> Members(Type type)
        => type.GetMembers(Declared).Where(member => IsVisible(member)).Select(member => $"{type.Name}: {Describe(member)}");

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && (!method.IsSpecialName || method is ConstructorInfo || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(accessor => accessor.IsPublic || accessor.IsFamily),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        _ => false,
    };

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{method.Name}({Parameters(method)})",
        _ => member.Name,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => parameter.Name));
}
