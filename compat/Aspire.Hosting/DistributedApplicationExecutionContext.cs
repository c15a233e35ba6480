namespace Aspire.Hosting;

/// <summary>What is done with the application.</summary>
public class DistributedApplicationExecutionContext
{
    private const string DefaultPublisher = "manifest";
    private readonly DistributedApplicationExecutionContextOptions? _options;

    /// <summary>A context without services.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation) : this(operation, DefaultPublisher)
    {
    }

    /// <summary>A context without services.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName)
    {
        Operation = operation;
        PublisherName = publisherName;
    }

    /// <summary>A context with services, once the options have them.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationExecutionContextOptions options)
        : this(options.Operation, options.PublisherName ?? DefaultPublisher)
        => _options = options;

    /// <summary>The name of the publisher.</summary>
    public string PublisherName { get; set; }

    /// <summary>What is done.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>The application's services.</summary>
    /// <exception cref="InvalidOperationException">The context has none, or the application is not built yet.</exception>
    public IServiceProvider ServiceProvider => _options is null
        ? throw new InvalidOperationException("IServiceProvider is not available because execution context was not constructed with DistributedApplicationExecutionContextOptions.")
        : _options.ServiceProvider ?? throw new InvalidOperationException("IServiceProvider is not available because the container has not yet been built.");

    /// <summary>Whether the pipeline runs.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <summary>Whether the application runs here.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;
}
