namespace CcDemo.Producer.Sending;

/// <summary>The last messages that were posted from the page, as they went on the topic; never their texts. Thread-safe.</summary>
internal sealed class PostedMessages
{
    private const int Kept = 16;

    private readonly Lock _gate = new();
    private readonly Queue<SentMessage> _messages = new(Kept);

    public void Add(SentMessage message)
    {
        lock (_gate)
        {
            if (_messages.Count == Kept)
            {
                _messages.Dequeue();
            }

            _messages.Enqueue(message);
        }
    }

    /// <summary>The message of that number; null when it was not posted here, or long ago.</summary>
    public SentMessage? Find(long number)
    {
        lock (_gate)
        {
            return _messages.FirstOrDefault(message => message.Number == number);
        }
    }
}
