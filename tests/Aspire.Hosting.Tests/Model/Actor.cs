using Aspire.Hosting.ApplicationModel;

namespace CcDemo.Aspire.Hosting.Tests.Model;

/// <summary>A resource whose state the test sets.</summary>
internal sealed class Actor(string name) : Resource(name), IResourceWithWaitSupport;
