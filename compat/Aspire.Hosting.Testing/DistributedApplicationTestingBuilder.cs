using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Makes applications under test.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>The application of an AppHost; its entry point has run up to <c>Build()</c>.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default) where TEntryPoint : class
        => CreateAsync(typeof(TEntryPoint), [], cancellationToken);

    /// <summary>The application of an AppHost; its entry point has run up to <c>Build()</c>.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, CancellationToken cancellationToken = default)
        => CreateAsync(entryPoint, [], cancellationToken);

    /// <summary>The application of an AppHost, called with arguments.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default) where TEntryPoint : class
        => CreateAsync(typeof(TEntryPoint), args, cancellationToken);

    /// <summary>The application of an AppHost, called with arguments.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, CancellationToken cancellationToken = default)
        => CreateAsync(entryPoint, args, (_, _) => { }, cancellationToken);

    /// <summary>The application of an AppHost, with other options.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
        => CreateAsync(typeof(TEntryPoint), args, configureBuilder, cancellationToken);

    /// <summary>The application of an AppHost, with other options.</summary>
    /// <exception cref="InvalidOperationException">The AppHost's entry point ended before it built an application.</exception>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);

        var run = new AppHostRun(entryPoint.Assembly, args, configureBuilder);
        var builder = await run.StartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        return new AppHostTestingBuilder(run, builder);
    }

    /// <summary>An application that the test describes itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IDistributedApplicationTestingBuilder Create(params string[] args)
        => new OwnTestingBuilder(Assembly.GetCallingAssembly(), args, (_, _) => { });

    /// <summary>An application that the test describes itself, with other options.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IDistributedApplicationTestingBuilder Create(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
        => new OwnTestingBuilder(Assembly.GetCallingAssembly(), args, configureBuilder);
}
