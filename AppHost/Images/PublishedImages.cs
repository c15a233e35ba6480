using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CcDemo.AppHost;

/// <summary>The images that were pushed, by program: the file <see cref="PublishedNames.ImagesFile"/>.</summary>
internal sealed partial class PublishedImages
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SortedDictionary<string, PublishedImage> _images;

    private PublishedImages(IDictionary<string, PublishedImage> images) => _images = new(images, StringComparer.Ordinal);

    /// <summary>Reads the file of a folder; without one, nothing was pushed.</summary>
    /// <exception cref="DistributedApplicationException">The file is not what <c>push-images</c> writes.</exception>
    public static async Task<PublishedImages> ReadAsync(OutputFolder folder, CancellationToken ct)
        => Parse(await folder.ReadAsync(PublishedNames.ImagesFile, ct), folder.PathOf(PublishedNames.ImagesFile));

    /// <summary>Reads the file's text.</summary>
    /// <exception cref="DistributedApplicationException">It is not what <c>push-images</c> writes.</exception>
    public static PublishedImages Parse(string? json, string fileName)
    {
        try
        {
            var images = json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, PublishedImage?>>(json, _json) ?? [];
            return images.All(entry => entry.Value is { Image.Length: > 0, Digest: { } digest } && DigestPattern().IsMatch(digest))
                ? new PublishedImages(images.ToDictionary(entry => entry.Key, entry => entry.Value!))
                : throw new JsonException("Each program needs an image and a digest.");
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"'{fileName}' is not what '{StepNames.PushImages}' writes: {e.Message} Delete it and push again.");
        }
    }

    /// <summary>
    /// How a manifest names an image: pinned to its digest when the image was pushed with this very tag, else as it is given.
    /// </summary>
    /// <param name="image">The address with the tag.</param>
    public string Reference(string image)
        => _images.Values.FirstOrDefault(pushed => pushed.Image == image) is { } found ? $"{image}@{found.Digest}" : image;

    /// <summary>What was pushed of a program; null when nothing was.</summary>
    public PublishedImage? Find(string program) => _images.GetValueOrDefault(program);

    /// <summary>These images and one more, in the place of an earlier one.</summary>
    public PublishedImages With(string program, PublishedImage image) => new(new Dictionary<string, PublishedImage>(_images) { [program] = image });

    /// <summary>The file.</summary>
    public PublishedFile ToFile() => new(PublishedNames.ImagesFile, JsonSerializer.Serialize(_images, _json).ReplaceLineEndings("\n") + "\n");

    /// <summary>Whether a text is the digest of a manifest.</summary>
    public static bool IsDigest(string text) => DigestPattern().IsMatch(text);

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z")]
    private static partial Regex DigestPattern();
}
