using Microsoft.AspNetCore.Http.HttpResults;

namespace CcDemo.ServicePages.Tests;

public sealed class StaticFileTests
{
    [Fact]
    public void A_file_of_the_given_assembly_is_served_with_a_tag()
    {
        var result = Assert.IsType<FileContentHttpResult>(new StaticFile(typeof(StaticFileTests).Assembly, "sample.txt", "text/plain").Serve());
        Assert.Equal("sample"u8.ToArray(), result.FileContents.ToArray());
        Assert.NotNull(result.EntityTag);
    }

    [Fact]
    public void A_file_that_the_assembly_lacks_is_refused_by_name()
    {
        var e = Assert.Throws<InvalidOperationException>(() => new StaticFile(typeof(StaticFileTests).Assembly, "none.txt", "text/plain"));
        Assert.Equal("The assembly lacks wwwroot/none.txt.", e.Message);
    }
}
