namespace CcDemo.Dashboard.Feed;

/// <summary>The resources as last heard of.</summary>
internal sealed class ResourceBoard(DashboardOptions options)
{
    private readonly Lock _gate = new();
    private IReadOnlyList<Resource> _resources = [];
    private FeedStatus _status = new(options.FeedUrl is null ? FeedState.NotConfigured : FeedState.Connecting);

    /// <summary>Raised after the resources or the feed's state have changed.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>The resources that are not hidden, in the order of the model, and how current they are.</summary>
    public (IReadOnlyList<Resource> Resources, FeedStatus Status) Read()
    {
        lock (_gate)
        {
            return ([.. _resources.Where(resource => !resource.IsHidden)], _status);
        }
    }

    /// <summary>A resource that is not hidden, or null.</summary>
    public Resource? Find(string name)
        => Read().Resources.FirstOrDefault(resource => string.Equals(resource.Name, name, StringComparison.OrdinalIgnoreCase));

    public void Replace(IReadOnlyList<Resource> resources) => Change(() =>
    {
        _resources = resources;
        _status = new FeedStatus(FeedState.Connected);
    });

    public void Update(Resource resource) => Change(() =>
    {
        var isKnown = _resources.Any(known => known.Name == resource.Name);
        _resources = isKnown
            ? [.. _resources.Select(known => known.Name == resource.Name ? resource : known)]
            : [.. _resources, resource];
    });

    public void Lost(string reason) => Change(() => _status = new FeedStatus(FeedState.Lost, reason));

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
        }

        Changed.Raise();
    }
}
