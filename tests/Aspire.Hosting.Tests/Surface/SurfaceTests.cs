using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Aspire.Hosting.Testing;

namespace CcDemo.Aspire.Hosting.Tests.Surface;

/// <summary>A subset stays a subset: nothing public that the real package lacks.</summary>
public sealed class SurfaceTests
{
    [Theory]
    [InlineData(typeof(global::Aspire.Hosting.DistributedApplication), "Aspire.Hosting-13.2.txt")]
    [InlineData(typeof(DistributedApplicationTestingBuilder), "Aspire.Hosting.Testing-13.2.txt")]
    public void Every_public_member_is_one_of_the_real_package(Type inside, string list)
    {
        var real = SignatureList.Read(Path.Combine(AppContext.BaseDirectory, "Surface", list));
        var extra = inside.Assembly.GetExportedTypes()
            .SelectMany(type => Describe(type).Where(signature => !real.Contains(signature)))
            .ToArray();

        Assert.True(extra.Length == 0, $"The package of that name lacks:{Environment.NewLine}{string.Join(Environment.NewLine, extra)}");
    }

    [Fact]
    public void The_list_is_read()
    {
        var real = SignatureList.Read(Path.Combine(AppContext.BaseDirectory, "Surface", "Aspire.Hosting-13.2.txt"));

        Assert.Contains("Aspire.Hosting.DistributedApplication: Run()", real);
        Assert.Contains("Aspire.Hosting.ResourceBuilderExtensions: WithReference(IResourceBuilder<TDestination>,string,Uri)", real);
        Assert.DoesNotContain("Aspire.Hosting.DistributedApplication: Walk()", real);
    }

    [Fact]
    public void A_member_that_the_real_type_lacks_is_found()
    {
        var real = new HashSet<string>(StringComparer.Ordinal) { SignatureText.NameOf(typeof(Foreign)), $"{SignatureText.NameOf(typeof(Foreign))}: .ctor()" };

        Assert.Equal([$"{SignatureText.NameOf(typeof(Foreign))}: Walk(string)"], Describe(typeof(Foreign)).Where(signature => !real.Contains(signature)));
    }

    [Fact]
    public void A_type_that_the_real_package_lacks_is_found()
        => Assert.DoesNotContain(SignatureText.NameOf(typeof(Foreign)), SignatureList.Read(Path.Combine(AppContext.BaseDirectory, "Surface", "Aspire.Hosting-13.2.txt")));

    [Fact]
    public void Experimental_types_carry_the_id_of_the_real_ones()
    {
        var list = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Surface", "Aspire.Hosting-13.2.txt")).Where(l => l.Length > 0 && l[0] is not ('#' or ' ')).ToArray();
        var wrong = typeof(global::Aspire.Hosting.DistributedApplication).Assembly.GetExportedTypes().Where(type =>
        {
            var name = SignatureText.NameOf(type);
            var line = list.Single(l => $"{l} ".Contains($" {name} ", StringComparison.Ordinal));
            var id = type.GetCustomAttribute<ExperimentalAttribute>()?.DiagnosticId;
            return id is null ? line.Contains("[Experimental ", StringComparison.Ordinal) : !line.Contains($"[Experimental {id}]", StringComparison.Ordinal);
        }).Select(SignatureText.NameOf).ToArray();

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Describe(Type type)
    {
        yield return SignatureText.NameOf(type);

        foreach (var member in SignatureText.Members(type))
        {
            yield return $"{SignatureText.NameOf(type)}: {member}";
        }
    }
}
