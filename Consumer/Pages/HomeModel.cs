using CcDemo.Consumer.Api;
using CcDemo.Consumer.Attestation;
using CcDemo.Consumer.Messages;

namespace CcDemo.Consumer.Pages;

/// <summary>What the page shows when it is asked for.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Notice">A sentence about where the consumer runs; empty for none.</param>
/// <param name="Filter">What messages have to contain to be shown; empty for all.</param>
/// <param name="Messages">The latest messages, newest first.</param>
/// <param name="Latest">The message shown large; null before one has arrived.</param>
/// <param name="Counts">Figures since the start.</param>
/// <param name="Chart">The last minutes.</param>
/// <param name="Services">How what this consumer rests on stands.</param>
/// <param name="Attestation">How the consumer stands with its key.</param>
/// <param name="LastEventId">The event of the stream from which the page follows on.</param>
public sealed record HomeModel(
    string Topic, string Notice, string Filter, IReadOnlyList<ShownMessage> Messages, LatestMessage? Latest, BoardCounts Counts,
    ActivityChart Chart, IReadOnlyList<ServiceState> Services, AttestationView Attestation, string LastEventId);
