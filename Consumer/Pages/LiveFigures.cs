using CcDemo.Consumer.Attestation;
using CcDemo.Consumer.Messages;
using CcDemo.KafkaClient;

namespace CcDemo.Consumer.Pages;

/// <summary>What the page shows beside messages and chain, as it is now. Thread-safe.</summary>
internal sealed class LiveFigures(MessageBoard board, ActivityHistory history, AttestationStatus status, KafkaHealth kafka)
{
    public ActivityChart Chart => ActivityChart.Of(history.Points());

    public IReadOnlyList<ServiceState> Services => [Key(status.Current), Broker(), Sidecar(status.Current)];

    private ServiceState Broker()
    {
        if (kafka.Problem is { } problem)
        {
            return new("broker", "bad", $"not reached: {problem}");
        }

        return board.Counts().Received > 0 ? new("broker", "good", "delivers messages") : new("broker", "waiting", "no message so far");
    }

    private static ServiceState Key(AttestationView attestation) => new("key", attestation.State switch
    {
        KeyState.Released => "good",
        KeyState.Refused => "bad",
        KeyState.None => "none",
        _ => "waiting",
    }, attestation.State switch
    {
        KeyState.Released => "held",
        KeyState.Refused => "refused",
        KeyState.None => "none",
        KeyState.Attesting => "being asked for",
        _ => "not available",
    });

    private static ServiceState Sidecar(AttestationView attestation) => attestation.State switch
    {
        KeyState.None => new("sidecar", "none", "none"),
        KeyState.Attesting => new("sidecar", "waiting", "being asked"),
        KeyState.Unavailable => new("sidecar", "bad", "does not answer"),
        _ => new("sidecar", "good", "answers"),
    };
}
