using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CcDemo.ServiceDefaults.Tests;

public sealed class ServiceRunnerTests
{
    [Fact]
    public async Task A_start_that_fails_stops_what_runs_already_without_calling_that_a_failure()
    {
        var records = new Records();
        var background = new Waiting();

        var exitCode = await ServiceRunner.RunAsync("The service", "ASPNETCORE_URLS", () =>
        {
            var builder = WebApplication.CreateBuilder();
            builder.AddServiceDefaults();
            builder.Logging.ClearProviders().AddProvider(records);
            builder.Services.AddHostedService(_ => background);
            builder.Services.AddHostedService<Failing>();
            return builder.Build();
        });
        await background.Ended.WaitAsync(TimeSpan.FromSeconds(30));
        await (background.ExecuteTask ?? Task.CompletedTask).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(1, exitCode);
        Assert.DoesNotContain(records.Levels, level => level >= LogLevel.Error);
    }

    [Fact]
    public async Task A_service_that_cannot_even_be_made_ends_with_exit_code_1()
        => Assert.Equal(1, await ServiceRunner.RunAsync("The service", "ASPNETCORE_URLS", () =>
        {
            var builder = WebApplication.CreateBuilder();
            builder.Services.AddHostedService<Waiting>(_ => throw new FormatException("A setting is not a number."));
            return builder.Build();
        }));

    private sealed class Waiting : BackgroundService
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => _ended.Task;

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, stoppingToken);
            }
            finally
            {
                _ended.SetResult();
            }
        }
    }

    private sealed class Failing : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            // The background service is to be at work by now.
            await Task.Delay(100, cancellationToken);
            throw new IOException("The disk is gone.");
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Records : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<LogLevel> Levels { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Levels.Enqueue(logLevel);

        public void Dispose()
        {
        }
    }
}
