namespace CcDemo.AppHost;

/// <summary>A container of a manifest's pod: the part that a policy can be held against.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Image">Its image; empty when the manifest has none.</param>
/// <param name="Command">What replaces the image's entry point; null when nothing does.</param>
/// <param name="Arguments">What replaces the image's arguments; null when nothing does.</param>
/// <param name="Variables">Its environment, in the manifest's order.</param>
internal sealed record PodContainer(
    string Name,
    string Image,
    IReadOnlyList<string>? Command,
    IReadOnlyList<string>? Arguments,
    IReadOnlyList<PodVariable> Variables);
