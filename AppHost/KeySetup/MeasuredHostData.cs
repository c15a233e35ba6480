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
}
