namespace CcDemo.AppHost;

/// <summary>The host data of the confidential pod, as the step <c>measure</c> left it in the output folder.</summary>
internal static class MeasuredHostData
{
    private const int Length = 64;

    /// <summary>Reads it.</summary>
    /// <returns>64 lower-case hex digits.</returns>
    /// <exception cref="DistributedApplicationException">The pod was not measured, or the file holds something else.</exception>
    public static async Task<string> ReadAsync(OutputFolder folder, CancellationToken ct)
    {
        var path = folder.PathOf(PublishedNames.HostDataFile);
        var text = await folder.ReadAsync(PublishedNames.HostDataFile, ct)
            ?? throw new DistributedApplicationException($"There is no '{path}': the pod has not been measured, and a key is released to a measured pod only. Run do {StepNames.Measure} with the same --output-path first.");

        return text.Trim() is { Length: Length } digits && digits.All(char.IsAsciiHexDigit)
            ? digits.ToLowerInvariant()
            : throw new DistributedApplicationException($"'{path}' does not hold the SHA-256 of a policy, {Length} hex digits. Run do {StepNames.Measure} again.");
    }

    /// <summary>Sees that the policy that <c>measure</c> wrote for people to read, if it did, is the one that is about to be set.</summary>
    /// <exception cref="DistributedApplicationException">It says something else.</exception>
    public static async Task RequirePolicyAsync(OutputFolder folder, string policy, CancellationToken ct)
    {
        if (await folder.ReadAsync(PublishedNames.ReleasePolicyFile, ct) is { } measured
            && KeyPlanner.PolicyDifference(measured, policy) is not null)
        {
            throw new DistributedApplicationException(
                $"'{folder.PathOf(PublishedNames.ReleasePolicyFile)}' says something else than {PublishedNames.HostDataFile} and the parameters maa-endpoint and profile do: one of them changed after the pod was measured. Run do {StepNames.Measure} again with the same parameters.");
        }
    }
}
