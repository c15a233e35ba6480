namespace CcDemo.AppHost;

/// <summary>One Kubernetes object and what a reader should know of its parts.</summary>
/// <param name="Content">The object, of a typed model.</param>
/// <param name="Comments">Comments by the dotted path of the key they stand above; an item of a list is <c>[0]</c>.</param>
internal sealed record ManifestDocument(object Content, Dictionary<string, string> Comments)
{
    public ManifestDocument(object content)
        : this(content, [])
    {
    }
}
