namespace CcDemo.Messaging.Tests;

/// <summary>The tests that share a broker, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SharedBroker : ICollectionFixture<EmbeddedBroker>
{
    public const string Name = "messaging";
}
