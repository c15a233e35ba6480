namespace CcDemo.Skr.Tests;

[CollectionDefinition(Name)]
public sealed class CloudTests : ICollectionFixture<CloudFixture>
{
    public const string Name = "cloud";
}
