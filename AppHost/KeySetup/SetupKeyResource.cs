namespace CcDemo.AppHost;

/// <summary>Creates the message key once per run, bound to a pod's measurement, and hands out its public half.</summary>
internal sealed class SetupKeyResource : Resource, IResourceWithWaitSupport
{
    private readonly TaskCompletionSource<MessageKey> _key = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SetupKeyResource(string name)
        : base(name)
    {
        PublicKey = new KeyValue(this, "publicKey", key => key.PublicKeyPem);
        KeyId = new KeyValue(this, "keyId", key => key.Id);
    }

    /// <summary>The public key in PEM (SubjectPublicKeyInfo): pending until the key exists.</summary>
    public KeyValue PublicKey { get; }

    /// <summary>The key's name and version, <c>NAME/VERSION</c>, what a message names as its key: pending likewise.</summary>
    public KeyValue KeyId { get; }

    internal void Succeed(MessageKey key) => _key.TrySetResult(key);

    internal void Fail(Exception error) => _key.TrySetException(error);

    /// <summary>A value that exists once the key does.</summary>
    internal sealed class KeyValue(SetupKeyResource resource, string valueName, Func<MessageKey, string> value)
        : IValueProvider, IManifestExpressionProvider
    {
        public string ValueExpression => $"{{{resource.Name}.{valueName}}}";

        public async ValueTask<string?> GetValueAsync(CancellationToken ct = default) => value(await resource._key.Task.WaitAsync(ct));
    }
}
