using Azure.Core;

namespace Azure.Security.KeyVault.Keys;

/// <summary>The deletion of a key, which a vault goes on with after its answer.</summary>
public class DeleteKeyOperation : Operation<DeletedKey>
{
    private const int NotFound = 404;
    private const int Forbidden = 403;

    private readonly KeyVaultPipeline _pipeline;
    private Response _response;
    private bool _hasCompleted;

    internal DeleteKeyOperation(KeyVaultPipeline pipeline, Response<DeletedKey> response)
    {
        _pipeline = pipeline;
        _response = response.GetRawResponse();
        Value = response.Value;
        // A vault without recovery is through at once.
        _hasCompleted = Value.RecoveryId is null;
    }

    /// <summary>For mocking.</summary>
    protected DeleteKeyOperation()
    {
    }

    /// <summary>The identifier of the key.</summary>
    public override string Id => Value.Id.AbsoluteUri;

    /// <summary>The key; it is known before the deletion is through.</summary>
    public override DeletedKey Value { get; }

    /// <summary>Whether the deletion is through.</summary>
    public override bool HasCompleted => _hasCompleted;

    /// <summary>Always: the vault's first answer holds the key.</summary>
    public override bool HasValue => true;

    /// <summary>The latest answer.</summary>
    public override Response GetRawResponse() => _response;

    /// <summary>Asks the vault how far it is.</summary>
    public override Response UpdateStatus(CancellationToken cancellationToken = default)
    {
        if (!_hasCompleted)
        {
            try
            {
                Complete(_pipeline.Send(RequestMethod.Get, Path, write: null, DeletedKey.Read, cancellationToken));
            }
            catch (RequestFailedException e) when (e.Status is NotFound or Forbidden)
            {
                Take(e);
            }
        }

        return _response;
    }

    /// <summary>Asks the vault how far it is.</summary>
    public override async ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default)
    {
        if (!_hasCompleted)
        {
            try
            {
                Complete(await _pipeline.SendAsync(RequestMethod.Get, Path, write: null, DeletedKey.Read, cancellationToken).ConfigureAwait(false));
            }
            catch (RequestFailedException e) when (e.Status is NotFound or Forbidden)
            {
                Take(e);
            }
        }

        return _response;
    }

    private string Path => $"/deletedkeys/{Uri.EscapeDataString(Value.Name)}";

    private void Complete(Response<DeletedKey> answer)
    {
        _response = answer.GetRawResponse();
        _hasCompleted = true;
    }

    // Who may delete need not be allowed to look at what was deleted.
    private void Take(RequestFailedException refusal)
    {
        _response = refusal.GetRawResponse();
        _hasCompleted = refusal.Status == Forbidden;
    }
}
