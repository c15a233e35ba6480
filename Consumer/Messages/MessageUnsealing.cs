using CcDemo.Consumer.Keys;
using CcDemo.MessageEncryption;
using Confluent.Kafka;

namespace CcDemo.Consumer.Messages;

/// <summary>Opens values with the keys that are held, and tells "not yet" from "never". Thread-safe.</summary>
internal sealed class MessageUnsealing(MessageOpener opener, MessageKeyring keys, KeyRequests requests)
{
    private static readonly Opening NoKey = new(MessageState.Sealed, null, null, "No key is held.");

    /// <summary>Without a key nothing is refused: a value stays sealed until a key can tell.</summary>
    public (Opening Opening, SealedForm? Form) Open(Message<byte[], byte[]> message)
    {
        var value = message.Value ?? [];
        if (keys.IsEmpty)
        {
            return (NoKey, SealedForm.Recognize(value));
        }

        var result = opener.Open(value, message.Key);
        var form = SealedForm.Recognize(value);
        return (result.IsOpened ? new Opening(MessageState.Opened, result.Utf8, null, null) : NotOpened(result, form?.KeyId), form);
    }

    private Opening NotOpened(OpenResult result, string? keyId)
    {
        if (result.Refusal != RefusalCode.UnknownKeyId || keyId is null)
        {
            return new Opening(MessageState.Refused, null, result.Refusal, result.Reason);
        }

        return requests.MayStillCome(keyId)
            ? new Opening(MessageState.Sealed, null, result.Refusal, $"The release of the key '{keyId}' is being asked for.")
            : new Opening(MessageState.Refused, null, result.Refusal, requests.RefusalOf(keyId) is { } reason ? KeyRefusalText.Of(keyId, reason) : result.Reason);
    }
}
