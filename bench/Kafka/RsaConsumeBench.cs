using System.Security.Cryptography;
using System.Text;
using CcDemo.MessageEncryption;

namespace CcDemo.Bench;

internal sealed class RsaConsumeBench : IBench
{
    private const int Rounds = 3;
    private const int RawDecryptions = 1000;
    private const double LeastRatio = 1.8;

    public string Name => "rsa-consume";

    public string Summary => "the consumer itself on rsa-oaep under RSA-3072, against RSA.Decrypt on one core";

    public async Task<BenchReport> RunAsync(TextWriter progress)
    {
        var machine = Machine.AtStart();
        await using var broker = await BrokerProcess.StartAsync();
        using var sealer = new RsaOaepSealer(BenchKeys.Public());
        FilledTopics.Fill(broker, "rsa", 1, i => sealer.Seal($"Msg {i}: Azure Confidential Computing").Value);
        var (raw, ours) = (new List<Flow>(), new List<Flow>());
        for (var round = 1; round <= Rounds; round++)
        {
            raw.Add(await RawAsync(sealer.Seal("Msg 1: Azure Confidential Computing").Value));
            ours.Add(await ConsumeAsync(broker));
            await progress.WriteLineAsync($"round {round}: one core {raw[^1].PerSecond:#,##0} a second, the consumer {ours[^1].PerSecond:#,##0}");
        }

        var (one, median) = (Flow.Median(raw), Flow.Median(ours));
        return new BenchReport(
            Name, machine.AtEnd(), ["what", "messages/s", "client CPU, µs/message"],
            [["RSA.Decrypt, one core", one.PerSecond, one.OwnCpu], ["the consumer, all cores", median.PerSecond, median.OwnCpu]],
            [
                new("rsa-consume, messages a second to RSA.Decrypt on one core", Flow.MedianOf(ours.Zip(raw, (a, b) => a.PerSecond / b.PerSecond)), LeastRatio),
                new("rsa-consume by processor time: cores, times that of RSA.Decrypt, to that of the consumer", machine.Cores * one.OwnCpu / median.OwnCpu, LeastRatio),
            ],
            [$"Medians of {Rounds} alternating rounds of {FilledTopics.Messages:#,##0} messages from 4 partitions, from the first shown to the last, in the consumer with its page, telemetry and commits."]);
    }

    private static async Task<Flow> RawAsync(byte[] value)
    {
        using var key = BenchKeys.Private();
        var block = Convert.FromBase64String(Encoding.ASCII.GetString(value));
        key.Decrypt(block, RSAEncryptionPadding.OaepSHA256);
        return await Flow.MeasureAsync(null, RawDecryptions, () =>
        {
            for (var i = 0; i < RawDecryptions; i++)
            {
                key.Decrypt(block, RSAEncryptionPadding.OaepSHA256);
            }

            return Task.CompletedTask;
        });
    }

    private static async Task<Flow> ConsumeAsync(BrokerProcess broker)
    {
        await using var app = await Services.ConsumerAsync(broker, "rsa-0");
        return await Consuming.MeasureAsync(broker, app, FilledTopics.Messages);
    }
}
