using CcDemo.Attestation;

namespace CcDemo.AppHost;

/// <summary>A key vault or Managed HSM.</summary>
/// <param name="Authority">Its host name; with a port on this machine.</param>
/// <param name="Cloud">The cloud that it is in.</param>
internal sealed record VaultAddress(string Authority, AzureCloud Cloud)
{
    /// <summary>Its address.</summary>
    public Uri Url { get; } = new($"https://{Authority}");

    /// <summary>Its own name, as <c>az</c> takes it.</summary>
    public string Name => Url.Host.Split('.')[0];

    /// <summary>Whether it is a Managed HSM: other roles and commands apply.</summary>
    public bool IsManagedHsm => Cloud.IsManagedHsm(Url.Host);

    /// <summary>Whether it is one on this machine, which is in no domain of Azure's.</summary>
    public bool IsLocal => Url.IsLoopback;

    /// <summary>The option by which <c>az keyvault key</c> is told of it.</summary>
    public string Option => IsManagedHsm ? $"--hsm-name {Name}" : $"--vault-name {Name}";
}
