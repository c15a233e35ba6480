namespace CcDemo.AppHost;

/// <summary>Judges what the two consumers show: the attested one plaintext, the other ciphertext of the same messages.</summary>
internal static class Verdicts
{
    /// <summary>The verdict on the attested consumer.</summary>
    public static CheckedFact Attested(AttestationRecord record, IReadOnlyList<ShownMessage> messages)
    {
        var opened = messages.Count(message => message is { State: "opened", Text.Length: > 0 });

        if (record.State != AttestationRecord.Released)
        {
            return new CheckedFact(false, $"The attested consumer has no key: {record.State}.");
        }

        if (messages.Count == 0)
        {
            return new CheckedFact(false, "The attested consumer has its key but shows no message: does the producer run, and do both use the same brokers and topic?");
        }

        return opened > 0
            ? new CheckedFact(true, $"The attested consumer shows plaintext: {opened} of {messages.Count} messages are open, such as \"{messages.First(message => message.State == "opened").Text}\".")
            : new CheckedFact(false, $"The attested consumer has its key but opens none of {messages.Count} messages: {messages[0].Reason ?? messages[0].State}");
    }

    /// <summary>The verdict on the counter-proof.</summary>
    public static CheckedFact CounterProof(IReadOnlyList<ShownMessage> plain, IReadOnlyList<ShownMessage> attested)
    {
        if (plain.FirstOrDefault(message => message.State == "opened" || message.Text is not null) is { } open)
        {
            return new CheckedFact(false, $"The counter-proof fails: the consumer without attestation reads the message at partition {open.Partition}, offset {open.Offset}. Something else than the sidecar gave it a key.");
        }

        if (plain.Count == 0)
        {
            return new CheckedFact(false, "The consumer without attestation shows no message, so it proves nothing yet.");
        }

        var read = attested.Where(message => message.State == "opened").ToDictionary(message => (message.Partition, message.Offset));
        var common = plain.Where(message => read.TryGetValue((message.Partition, message.Offset), out var twin) && twin.Sealed == message.Sealed).ToList();
        return common.Count == 0
            ? new CheckedFact(false, "The two consumers show no message in common: they do not read the same topic, or the one is far behind.")
            : new CheckedFact(true, $"The counter-proof shows ciphertext: none of {plain.Count} messages is open, {common.Count} of them are the very ones that the attested consumer reads.");
    }
}
