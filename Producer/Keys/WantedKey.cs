namespace CcDemo.Producer.Keys;

/// <summary>What the settings say of the key that a source is to give.</summary>
/// <param name="KeyId">Its id (<c>Producer:KeyId</c>); empty when the source is to name it.</param>
/// <param name="NeedsKeyId">Whether the format of messages names the key.</param>
internal sealed record WantedKey(string KeyId, bool NeedsKeyId);
