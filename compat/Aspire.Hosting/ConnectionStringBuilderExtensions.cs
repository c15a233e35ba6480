using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting;

/// <summary>Adds connection strings that are made of values.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>Adds a connection string.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, [ResourceName] string name, ReferenceExpression connectionStringExpression)
    {
        var connection = builder.AddResource(new ConnectionStringResource(name, connectionStringExpression))
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = "ConnectionString",
                State = KnownResourceStates.NotStarted,
                Properties = [],
            })
            .WithReferenceRelationship(connectionStringExpression)
            .OnInitializeResource(ResolveAsync);
        return connection;
    }

    /// <summary>Adds a connection string.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, [ResourceName] string name, Action<ReferenceExpressionBuilder> connectionStringBuilder)
    {
        var expression = new ReferenceExpressionBuilder();
        connectionStringBuilder(expression);
        return builder.AddConnectionString(name, expression.Build());
    }

    private static async Task ResolveAsync(ConnectionStringResource connection, InitializeResourceEvent e, CancellationToken ct)
    {
        try
        {
            await e.Notifications.PublishUpdateAsync(connection, s => s with { State = KnownResourceStates.Starting }).ConfigureAwait(false);
            await e.Eventing.PublishAsync(new BeforeResourceStartedEvent(connection, e.Services), ct).ConfigureAwait(false);
            await connection.ConnectionStringExpression.GetValueAsync(ct).ConfigureAwait(false);
            await e.Eventing.PublishAsync(new ConnectionStringAvailableEvent(connection, e.Services), ct).ConfigureAwait(false);
            await e.Notifications.PublishUpdateAsync(connection, s => s with { State = KnownResourceStates.Running, StartTimeStamp = DateTime.UtcNow }).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            e.Logger.FailedToStart(error);
            await e.Notifications.PublishUpdateAsync(connection, s => s with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            }).ConfigureAwait(false);
        }
    }
}
