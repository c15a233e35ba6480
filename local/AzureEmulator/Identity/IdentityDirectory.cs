using System.Security.Cryptography;
using System.Text;
using CcDemo.AzureEmulator.Configuration;
using Microsoft.Extensions.Options;

namespace CcDemo.AzureEmulator.Identity;

/// <summary>Who exists.</summary>
internal sealed class IdentityDirectory(IOptions<EmulatorOptions> options)
{
    private readonly List<ManagedIdentity> _identities = [.. options.Value.Identities.Select(Create)];

    /// <summary>The identity of a client id; without one, the only identity that there is.</summary>
    public ManagedIdentity? Find(string? clientId)
        => string.IsNullOrEmpty(clientId)
            ? _identities is [var only] ? only : null
            : _identities.Find(identity => string.Equals(identity.ClientId, clientId, StringComparison.OrdinalIgnoreCase));

    private static ManagedIdentity Create(IdentityOptions identity)
        => new(identity.ClientId, ObjectId(identity.ClientId), [.. identity.Roles.Select(role => VaultRole.Find(role)!)]);

    // Azure draws object ids at random; here they follow from the client id, so that logs of two runs compare.
    private static string ObjectId(string clientId) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(clientId)).AsSpan(0, 16)).ToString();
}
