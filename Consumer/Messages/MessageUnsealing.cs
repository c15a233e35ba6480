using CcDemo.Consumer.Keys;
using CcDemo.MessageEncryption;

namespace CcDemo.Consumer.Messages;

/// <summary>Opens values with the keys that are held, and tells "not yet" from "never".</summary>
internal sealed class MessageUnsealing(MessageOpener opener, MessageKeyring keys, KeyRequests requests)
{
    private const string NoKey = "No key is held.";

    /// <summary>Without a key nothing is refused: a value stays sealed until a key can tell.</summary>
    public Opening Open(byte[] value, SealedForm? form)
    {
        if (keys.IsEmpty)
        {
            return new Opening(MessageState.Sealed, null, null, NoKey);
        }

        var result = opener.Open(value);
        if (result.IsOpened)
        {
            return new Opening(MessageState.Opened, result.Text, null, null);
        }

        return result.Refusal == RefusalCode.UnknownKeyId && requests.MayStillCome(form?.KeyId)
            ? new Opening(MessageState.Sealed, null, result.Refusal, $"The release of the key '{form?.KeyId}' is being asked for.")
            : new Opening(MessageState.Refused, null, result.Refusal, result.Reason);
    }
}
