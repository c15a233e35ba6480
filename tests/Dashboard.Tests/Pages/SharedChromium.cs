using CcDemo.Consumer.Tests;

namespace CcDemo.Dashboard.Tests.Pages;

/// <summary>One browser for all tests of pages, which run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SharedChromium : ICollectionFixture<Chromium>
{
    public const string Name = "Chromium";
}
