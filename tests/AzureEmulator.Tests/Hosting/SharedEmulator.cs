namespace CcDemo.AzureEmulator.Tests;

/// <summary>One emulator for all tests that need no settings of their own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedEmulator : ICollectionFixture<TestEmulator>
{
    public const string Name = "emulator";
}
