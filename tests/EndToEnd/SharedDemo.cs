namespace CcDemo.EndToEnd;

[CollectionDefinition(Name)]
public sealed class SharedDemo : ICollectionFixture<DemoFixture>
{
    public const string Name = "A running demo";
}
