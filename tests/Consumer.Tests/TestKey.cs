using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CcDemo.Consumer.Tests;

/// <summary>A key for each id, made once.</summary>
internal static class TestKey
{
    private static readonly ConcurrentDictionary<string, Lazy<RSA>> Keys = new();

    public static RSA Of(string keyId) => Keys.GetOrAdd(keyId, _ => new Lazy<RSA>(() => RSA.Create(2048))).Value;

    public static RSA PublicOf(string keyId) => RSA.Create(Of(keyId).ExportParameters(includePrivateParameters: false));
}
