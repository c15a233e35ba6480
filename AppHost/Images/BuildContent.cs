using System.Security.Cryptography;
using System.Text;

namespace CcDemo.AppHost;

/// <summary>
/// What an image is built from, in one hash. The SDK stamps the time into every image, so the same program gets another
/// digest with each push, and with it another measurement: what has not changed is therefore not pushed again.
/// </summary>
internal static class BuildContent
{
    /// <summary>SHA-256 over the names and contents of a folder's files and over what the image adds to them; 64 hex digits.</summary>
    /// <param name="folder">The published program.</param>
    /// <param name="recipe">What else decides the image, such as its base.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<string> HashAsync(DirectoryInfo folder, string recipe, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)));

        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            await using var content = file.OpenRead();
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder.FullName, file.FullName))));
            hash.AppendData(await SHA256.HashDataAsync(content, ct));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
