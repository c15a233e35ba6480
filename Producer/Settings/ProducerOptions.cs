using CcDemo.MessageEncryption;

namespace CcDemo.Producer.Settings;

/// <summary>What is sent, for whom, and how often: the section <c>Producer</c>.</summary>
internal sealed class ProducerOptions
{
    public const string Section = "Producer";

    /// <summary>The topic (<c>TOPIC</c>).</summary>
    public string Topic { get; set; } = "my-topic";

    /// <summary>The text after the number (<c>MSG</c>).</summary>
    public string Message { get; set; } = "Azure Confidential Computing";

    /// <summary>The RSA public key as PEM or a JSON Web Key, or the path of a file with it, which is read again when it changes (<c>PUBKEY</c>).</summary>
    public string PublicKey { get; set; } = "";

    /// <summary>A set of public keys (RFC 7517 §5): a file, or an address with https. In place of <see cref="PublicKey"/>.</summary>
    public string Jwks { get; set; } = "";

    /// <summary>A vault's key, <c>https://VAULT/keys/NAME</c>, with <c>/VERSION</c> when one is meant. In place of <see cref="PublicKey"/>.</summary>
    public string VaultKey { get; set; } = "";

    /// <summary>The <c>kid</c> of messages: <c>KEY NAME/VERSION</c>. Needed by the format jwe for a key without one; of a key set it chooses.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>How often a key set's address or a vault is asked for a new key; default 1 minute.</summary>
    public TimeSpan KeyRefresh { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary><c>jwe</c> or <c>rsa-oaep</c>.</summary>
    public string Format { get; set; } = MessageFormat.Jwe.ToName();

    /// <summary>Messages a second during a burst (<c>RATE</c>); 0 sends nothing but what is posted.</summary>
    public int Rate { get; set; } = 10;

    /// <summary>By how much the rate varies from burst to burst (<c>RATEDEVIATION</c>).</summary>
    public int RateDeviation { get; set; } = 2;

    /// <summary>Seconds of a burst (<c>SENDDURATION</c>).</summary>
    public int SendDuration { get; set; } = 5;

    /// <summary>By how many seconds bursts vary (<c>SENDDURATIONDEVIATION</c>).</summary>
    public int SendDurationDeviation { get; set; } = 2;

    /// <summary>Seconds of rest between bursts (<c>RESTDURATION</c>).</summary>
    public int RestDuration { get; set; } = 10;

    /// <summary>By how many seconds rests vary (<c>RESTDURATIONDEVIATION</c>).</summary>
    public int RestDurationDeviation { get; set; } = 2;

    /// <summary>Messages that one content key seals before the next is made; default 1,000,000, at most 2^32. Only jwe.</summary>
    public long MessagesPerContentKey { get; set; } = 1_000_000;

    /// <summary>How long one content key seals messages; default 1 hour. Only jwe.</summary>
    public TimeSpan ContentKeyLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether each message is bound to its Kafka key, so that a reader refuses it with another; default false. Only jwe.</summary>
    public bool BindMessageKeys { get; set; }

    /// <summary>Messages on their way to the brokers at once, at most; default 50,000.</summary>
    public int MaxInFlight { get; set; } = 50_000;

    /// <summary>Their bytes, at most; default 32 MiB.</summary>
    public long MaxInFlightBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>How long a post waits for the brokers' acknowledgement; default 30 seconds.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Messages of the schedule that get a trace of their own in one second, at most; default 100. A posted message has that of its request.</summary>
    public int TracesPerSecond { get; set; } = 100;

    /// <summary>The address of the consumer's page, such as <c>http://localhost:3333</c>, for a link to it; empty for none.</summary>
    public string ConsumerUrl { get; set; } = "";
}
