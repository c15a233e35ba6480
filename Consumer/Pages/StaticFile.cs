using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace CcDemo.Consumer.Pages;

/// <summary>A file of wwwroot, served from inside the assembly with an ETag.</summary>
internal sealed class StaticFile
{
    private readonly byte[] _content;
    private readonly EntityTagHeaderValue _tag;
    private readonly string _type;

    public StaticFile(string name, string type)
    {
        using var stream = typeof(StaticFile).Assembly.GetManifestResourceStream($"wwwroot/{name}")
            ?? throw new InvalidOperationException($"The assembly lacks wwwroot/{name}.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        _content = copy.ToArray();
        _tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(_content))[..16]}\"");
        _type = type;
    }

    public IResult Serve() => Results.Bytes(_content, _type, entityTag: _tag);
}
