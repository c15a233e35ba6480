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

    /// <summary>The RSA public key as PEM, or the path of a file with it (<c>PUBKEY</c>).</summary>
    public string PublicKey { get; set; } = "";

    /// <summary>The <c>kid</c> of messages: <c>KEY NAME/VERSION</c>. Needed by the format jwe.</summary>
    public string KeyId { get; set; } = "";

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
}
