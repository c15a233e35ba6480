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

    private static IEnumerable<string> Describe(Type type)
    {
        yield return SignatureText.NameOf(type);

        foreach (var member in SignatureText.Members(type))
        {
            yield return $"{SignatureText.NameOf(type)}: {member}";
        }
    }
}
