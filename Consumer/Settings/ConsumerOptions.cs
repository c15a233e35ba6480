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

    /// <summary>Bytes of values and opened texts that are kept for showing; default 64 MiB.</summary>
    public long CapacityBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long the first release waits for a message, so that it belongs to that message's trace; default 10 seconds.</summary>
    public TimeSpan WaitForMessage { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait before a refused key is asked for again, doubled each time up to 30 seconds; default 2 seconds.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// What becomes of messages whose key is not released yet: <c>ShowSealed</c> (default) or <c>Wait</c>, which pauses the
    /// partitions, and commits nothing, until the key comes.
    /// </summary>
    public WhenKeyIsMissing WhenKeyIsMissing { get; set; } = WhenKeyIsMissing.ShowSealed;

    /// <summary>
    /// How often the keys that are held are asked for again; one that is refused then, such as a version that was disabled, is
    /// dropped, and its messages are sealed again. Default 5 minutes; 0 for never.
    /// </summary>
    public TimeSpan KeyRecheck { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Threads that open messages; default one for each core.</summary>
    public int OpeningThreads { get; set; } = Environment.ProcessorCount;

    /// <summary>Messages that may be on their way between the topic and the page; default 8,000.</summary>
    public int InFlightMessages { get; set; } = 8000;

    /// <summary>Bytes of messages that may be on their way between the topic and the page; default 32 MiB.</summary>
    public long InFlightBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Bytes of messages that are fetched ahead, in whole KiB; default 16 MiB.</summary>
    public long PrefetchBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Messages a second that get a span of their own; default 100.</summary>
    public int SpansPerSecond { get; set; } = 100;

    /// <summary>
    /// A file or named pipe that every opened message is written to, as a JSON object a line, before its offset is committed;
    /// null for none. It holds what was sealed: keep it inside the confidential guest. Needs
    /// <see cref="WhenKeyIsMissing"/> = <c>Wait</c>, since a message that was shown sealed is not read again.
    /// </summary>
    public string? OutputFile { get; set; }

    /// <summary>A sentence that the page shows about where it runs, such as that the hardware is emulated; empty for none.</summary>
    public string Notice { get; set; } = "";

    /// <summary>The dashboard's address, such as <c>http://localhost:18888</c>, for links to traces; empty for none.</summary>
    public string DashboardUrl { get; set; } = "";

    /// <summary>
    /// The file with the token that readers log in with, such as one of a Kubernetes Secret volume; null for none. It is read
    /// once, at start: a new token takes a restart, and ends the logins that the old one gave. Replicas with the same token share logins.
    /// </summary>
    public string? BrowserTokenFile { get; set; }

    /// <summary>That token itself; null for none. A file is better, since it stays out of the environment. Without either, everybody may read.</summary>
    public string? BrowserToken { get; set; }

    /// <summary>How long a login lasts, up to 30 days; default 3 days, as in the Aspire dashboard.</summary>
    public TimeSpan LoginLifetime { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// Whether the log shows, at start, a link that has the token in it; default false. The Aspire dashboard does so, but its
    /// log is read by the developer who started it. A pod's log is read by everybody with <c>pods/log</c> and is collected and
    /// kept outside of the confidential guest, where no other secret of this program goes. Set it where log and page have the
    /// same readers.
    /// </summary>
    public bool LogLoginLink { get; set; }

    /// <summary>Where messages go that cannot be opened: <c>TOPIC-dlq</c>.</summary>
    public string DeadLetterTopic => $"{Topic}-dlq";
}
