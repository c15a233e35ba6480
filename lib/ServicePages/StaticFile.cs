using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CcDemo.ServicePages;

/// <summary>A file of wwwroot, served from inside an assembly with an ETag.</summary>
public sealed class StaticFile
{
    private readonly byte[] _content;
    private readonly EntityTagHeaderValue _tag;
    private readonly string _type;

    /// <summary>Reads <c>wwwroot/{name}</c> from the assembly's resources.</summary>
    /// <exception cref="InvalidOperationException">The assembly has no such file.</exception>
    public StaticFile(Assembly assembly, string name, string type)
    {
        using var stream = assembly.GetManifestResourceStream($"wwwroot/{name}")
            ?? throw new InvalidOperationException($"The assembly lacks wwwroot/{name}.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        _content = copy.ToArray();
        _tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(_content))[..16]}\"");
        _type = type;
    }

    /// <summary>The file as a response; 304 when the caller has it already.</summary>
    public IResult Serve() => Results.Bytes(_content, _type, entityTag: _tag);
}
