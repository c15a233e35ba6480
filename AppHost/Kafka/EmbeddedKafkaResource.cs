namespace CcDemo.AppHost;

/// <summary>A Kafka broker inside the AppHost's process: librdkafka's own, spoken to by any Kafka client over TCP.</summary>
internal sealed class EmbeddedKafkaResource : Resource, IResourceWithConnectionString, IResourceWithWaitSupport
{
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EmbeddedKafkaResource(string name)
        : base(name)
        => ConnectionStringExpression = ReferenceExpression.Create($"{new BrokerAddress(this)}");

    /// <summary>The bootstrap servers, <c>host:port</c> separated by commas; pending until the broker is up.</summary>
    public ReferenceExpression ConnectionStringExpression { get; }

    internal bool IsUp => _address.Task.IsCompletedSuccessfully;

    internal void Succeed(string bootstrapServers) => _address.TrySetResult(bootstrapServers);

    internal void Fail(Exception error) => _address.TrySetException(error);

    private sealed class BrokerAddress(EmbeddedKafkaResource kafka) : IValueProvider, IManifestExpressionProvider
    {
        public string ValueExpression => $"{{{kafka.Name}.address}}";

        public async ValueTask<string?> GetValueAsync(CancellationToken ct = default) => await kafka._address.Task.WaitAsync(ct);
    }
}
