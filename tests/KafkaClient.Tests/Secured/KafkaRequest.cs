using System.Buffers.Binary;
using System.Text;

namespace CcDemo.Messaging.Tests;

/// <summary>A request of the Kafka protocol as far as its header and the fields of SASL need it (request headers 1 and 2).</summary>
internal readonly struct KafkaRequest(byte[] frame)
{
    public const short Metadata = 3;
    public const short FindCoordinator = 10;
    public const short SaslHandshake = 17;
    public const short ApiVersions = 18;
    public const short SaslAuthenticate = 36;

    public byte[] Frame { get; } = frame;

    public short Api => BinaryPrimitives.ReadInt16BigEndian(Frame);

    public short Version => BinaryPrimitives.ReadInt16BigEndian(Frame.AsSpan(2));

    /// <summary>What the answer begins with.</summary>
    public byte[] Correlation => Frame[4..8];

    private int BodyStart => 10 + Math.Max((short)0, BinaryPrimitives.ReadInt16BigEndian(Frame.AsSpan(8)));

    /// <summary>The body's one field, as SaslHandshake has it.</summary>
    public string Text => Encoding.UTF8.GetString(Frame.AsSpan(BodyStart + 2, BinaryPrimitives.ReadInt16BigEndian(Frame.AsSpan(BodyStart))));

    /// <summary>The body's one field, as SaslAuthenticate has it.</summary>
    public byte[] Data => Frame.AsSpan(BodyStart + 4, BinaryPrimitives.ReadInt32BigEndian(Frame.AsSpan(BodyStart))).ToArray();
}
