namespace CcDemo.AppHost;

/// <summary>An image that was pushed.</summary>
/// <param name="Image">Its address with its tag.</param>
/// <param name="Digest">The digest of its manifest, <c>sha256:</c> and 64 hex digits.</param>
/// <param name="Content">SHA-256 over what it was built from, 64 hex digits: the same content is not pushed twice.</param>
internal sealed record PublishedImage(string Image, string Digest, string Content);
