using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <inheritdoc cref="IDistributedApplicationBuilder"/>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly DistributedApplicationOptions _options;
    private readonly DistributedApplicationExecutionContextOptions _executionOptions;
    private readonly ResourceCollection _resources = [];
    private readonly DistributedApplicationPipeline _pipeline = new();
    private readonly AppHostInterception? _interception = AppHostInterception.Current;

    /// <summary>Begins an application.</summary>
    public DistributedApplicationBuilder(string[] args) : this(new DistributedApplicationOptions { Args = args })
    {
    }

    /// <summary>Begins an application.</summary>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;

        var settings = new HostApplicationBuilderSettings { Args = options.Args };
        _interception?.OnBuilderCreating(options, settings);

        if (_interception is null)
        {
            FailureReport.InstallForUnhandledExceptions();
        }

        AppHostAssembly = options.Assembly;
        var folder = options.ProjectDirectory ?? AppHostMetadata.Find(AppHostAssembly, AppHostMetadata.ProjectPath);
        settings.ContentRootPath ??= Directory.Exists(folder) ? folder : null;

        _host = new HostApplicationBuilder(settings);
        AppHostDirectory = folder ?? _host.Environment.ContentRootPath;

        CommandLine.AddTo(_host.Configuration, options.Args);
        _executionOptions = CommandLine.Read(_host.Configuration);
        ExecutionContext = new DistributedApplicationExecutionContext(_executionOptions);

        if (ExecutionContext.IsRunMode && !options.DisableDashboard && DashboardService.IsAvailable(_host.Configuration, options))
        {
            DashboardSecrets.AddTo(_host.Configuration);
        }

        HostServices.Add(_host, this, options, _interception, _pipeline);
        _interception?.OnBuilderCreated(this);
    }

    /// <inheritdoc/>
    public IHostEnvironment Environment => _host.Environment;

    /// <inheritdoc/>
    public ConfigurationManager Configuration => _host.Configuration;

    /// <inheritdoc/>
    public IServiceCollection Services => _host.Services;

    /// <inheritdoc/>
    public string AppHostDirectory { get; }

    /// <inheritdoc/>
    public Assembly? AppHostAssembly { get; }

    /// <inheritdoc/>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc/>
    public IResourceCollection Resources => _resources;

    /// <inheritdoc/>
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    /// <inheritdoc/>
    [Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public IDistributedApplicationPipeline Pipeline => _pipeline;

    /// <inheritdoc/>
    public DistributedApplication Build()
    {
        _interception?.OnBuilding(this);

        var host = _host.Build();
        _executionOptions.ServiceProvider = host.Services;
        var application = new DistributedApplication(host, isIntercepted: _interception is not null);

        _interception?.OnBuilt(application);
        return application;
    }

    /// <inheritdoc/>
    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);

        if (_resources.FirstOrDefault(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)) is { } existing)
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{resource.GetType()}' with name '{resource.Name}' because resource of type '{existing.GetType()}' with that name already exists. Resource names are case-insensitive.");
        }

        _resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc/>
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => new ResourceBuilder<T>(this, resource);

    internal DistributedApplicationOptions Options => _options;
}
