namespace CcDemo.AppHost;

/// <summary>Creates the message key once per run, bound to a pod's measurement.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="keySet">In a local run, the address of the key's public halves, a JSON Web Key Set.</param>
internal sealed class SetupKeyResource(string name, ReferenceExpression? keySet) : Resource(name), IResourceWithWaitSupport
{
    /// <summary>In a local run, the address of the key's public halves, a JSON Web Key Set: it is there once this resource has finished.</summary>
    public ReferenceExpression? KeySet { get; } = keySet;
}
