using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>Looks at a deployment from outside: does the attested consumer read the messages, and the other one not?</summary>
internal sealed class Verifier(ClusterApi cluster, HttpClient http, DeploymentSettings settings, OutputFolder folder, TimeSpan timeout, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

    /// <summary>Checks, and says what was found.</summary>
    /// <exception cref="DistributedApplicationException">Something is not as it should be; the message names the likely cause.</exception>
    public async Task VerifyAsync(CancellationToken ct)
    {
        var services = await cluster.Discovery.GetAsync("v1", "Service", ct);
        var token = await BrowserTokenSecret.FindAsync(cluster, settings.Namespace, ct)
            ?? throw new DistributedApplicationException($"There is no Secret '{PublishedNames.BrowserTokenSecret}' in the namespace '{settings.Namespace}' of '{cluster.Context}': nothing was deployed there. Deploy first, or give the namespace with --Parameters:namespace.");
        var consumer = await OpenAsync(services, PublishedNames.Consumer, token, ct);
        var plain = await OpenAsync(services, PublishedNames.ConsumerPlain, null, ct);
        var start = time.GetTimestamp();

        while (true)
        {
            var finding = await LookAsync(consumer, plain, ct);

            if (finding.Facts.All(fact => fact.Holds))
            {
                await ShowAsync(finding, services, token, ct);
                return;
            }

            if (finding.IsFinal || time.GetElapsedTime(start) > timeout)
            {
                throw await FailAsync(finding, ct);
            }

            await Task.Delay(_pause, time, ct);
        }
    }

    private async Task<DeployedConsumer> OpenAsync(ApiResource services, string name, string? token, CancellationToken ct)
        => await cluster.FindObjectAsync(services, settings.Namespace, name, ct) is { } service
            ? new DeployedConsumer(cluster, http, settings.Namespace, new ClusterObject(service), token, logger.Warn)
            : throw new DistributedApplicationException($"There is no Service '{name}' in the namespace '{settings.Namespace}' of '{cluster.Context}': deploy first.");

    private static async Task<Finding> LookAsync(DeployedConsumer consumer, DeployedConsumer plain, CancellationToken ct)
    {
        var record = await consumer.AttestationAsync(ct);
        var messages = await consumer.MessagesAsync(ct);
        var sealedOnes = await plain.MessagesAsync(ct);
        CheckedFact attested = (record.Value, messages.Value) is ({ } state, { } shown)
            ? Verdicts.Attested(state, shown)
            : new CheckedFact(false, record.Problem ?? messages.Problem ?? "");
        CheckedFact counterProof = sealedOnes.Value is { } others
            ? Verdicts.CounterProof(others, messages.Value ?? [])
            : new CheckedFact(false, sealedOnes.Problem ?? "");
        return new Finding(record.Value, [attested, counterProof]) { IsFinal = record.Value?.State == AttestationRecord.Refused };
    }

    private async Task ShowAsync(Finding finding, ApiResource services, string token, CancellationToken ct)
    {
        foreach (var fact in finding.Facts)
        {
            logger.Say(fact.Sentence);
        }

        foreach (var line in finding.Record?.Lines ?? [])
        {
            logger.Say(line);
        }

        if (PageAddress.Of(await cluster.FindObjectAsync(services, settings.Namespace, PublishedNames.Consumer, ct)) is { } address)
        {
            logger.Say($"The page: {PageAddress.LoginLink(address, token)}");
        }
    }

    private async Task<DistributedApplicationException> FailAsync(Finding finding, CancellationToken ct)
    {
        foreach (var fact in finding.Facts.Where(fact => fact.Holds))
        {
            logger.Say(fact.Sentence);
        }

        foreach (var line in finding.Record?.Lines ?? [])
        {
            logger.Say(line);
        }

        var causes = (await PodTroublesAsync(ct)).Select(trouble => trouble.Sentence).ToList();

        if (finding.Record is { } record && record.State != AttestationRecord.Released)
        {
            causes.AddRange(RefusalCause.Explain(
                record,
                await folder.ReadAsync(PublishedNames.ReleasePolicyFile, ct),
                await folder.ReadAsync(PublishedNames.HostDataFile, ct),
                settings));
        }

        return new DistributedApplicationException(string.Join(
            Environment.NewLine, finding.Facts.Where(fact => !fact.Holds).Select(fact => fact.Sentence).Concat(causes)));
    }

    /// <summary>What keeps pods from running.</summary>
    private async Task<IReadOnlyList<Trouble>> PodTroublesAsync(CancellationToken ct)
    {
        var selector = $"app.kubernetes.io/part-of={PublishedNames.PartOf}";
        var deployments = await ListAsync("apps/v1", "Deployment", selector, ct);
        var pods = await ListAsync("v1", "Pod", selector, ct);
        var events = await ListAsync("v1", "Event", "", ct);
        return RolloutState.Of(
            [.. deployments.Select(item => item.Content)],
            [.. pods.Select(item => item.Content)],
            [.. events.Select(item => item.Content).Where(item => item.Text("type") == "Warning")]).Troubles;
    }

    private async Task<IReadOnlyList<ClusterObject>> ListAsync(string apiVersion, string kind, string selector, CancellationToken ct)
        => await cluster.ListAsync(await cluster.Discovery.GetAsync(apiVersion, kind, ct), settings.Namespace, selector, ct);

    private sealed record Finding(AttestationRecord? Record, IReadOnlyList<CheckedFact> Facts)
    {
        /// <summary>Whether waiting does not help: the key was refused.</summary>
        public bool IsFinal { get; init; }
    }
}
