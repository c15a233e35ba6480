namespace CcDemo.Consumer.Settings;

/// <summary>What is consumed, and with whose key: the section <c>Consumer</c>.</summary>
internal sealed class ConsumerOptions
{
    public const string Section = "Consumer";

    /// <summary>The topic (<c>TOPIC</c>).</summary>
    public string Topic { get; set; } = "my-topic";

    /// <summary>The consumer group (<c>CONSUMERGROUP</c>).</summary>
    public string Group { get; set; } = "strimzikafkaconsumergroupid";

    /// <summary><c>classic</c>, or <c>consumer</c> for KIP-848 (Kafka 4 and the embedded broker), which joins a group at once.</summary>
    public string GroupProtocol { get; set; } = "classic";

    /// <summary>The attestation provider, without scheme (<c>SkrClientMAAEndpoint</c>).</summary>
    public string MaaEndpoint { get; set; } = "";

    /// <summary>The key vault, without scheme (<c>SkrClientAKVEndpoint</c>).</summary>
    public string AkvEndpoint { get; set; } = "";

    /// <summary>The key, as NAME or NAME/VERSION (<c>SkrClientKID</c>); empty when this consumer is to hold none.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>Messages that are kept for showing; default 1,000.</summary>
    public int Capacity { get; set; } = 1000;

    /// <summary>Bytes of sealed values that are kept for showing; default 64 MiB.</summary>
    public long CapacityBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long the first release waits for a message, so that it belongs to that message's trace; default 10 seconds.</summary>
    public TimeSpan WaitForMessage { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait before a refused key is asked for again, doubled each time up to 30 seconds; default 2 seconds.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A sentence that the page shows about where it runs, such as that the hardware is emulated; empty for none.</summary>
    public string Notice { get; set; } = "";

    /// <summary>Where messages go that cannot be opened: <c>TOPIC-dlq</c>.</summary>
    public string DeadLetterTopic => $"{Topic}-dlq";
}
