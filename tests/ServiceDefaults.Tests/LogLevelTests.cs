using CcDemo.ServiceDefaults.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcDemo.ServiceDefaults.Tests;

public class LogLevelTests
{
    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", false)]
    [InlineData("System.Net.Http.HttpClient.Default.LogicalHandler", false)]
    [InlineData("Polly", false)]
    [InlineData("CcDemo.Consumer", true)]
    public void The_log_tells_what_the_service_says_and_not_each_request(string category, bool tells)
        => Assert.Equal(tells, IsInformationOn(category));

    [Fact]
    public void A_setting_has_the_last_word()
        => Assert.True(IsInformationOn("Polly", ("Logging:LogLevel:Polly", "Information")));

    private static bool IsInformationOn(string category, params (string Name, string Value)[] settings)
    {
        var builder = RunningService.Builder(settings);
        builder.Logging.AddProvider(new EveryLevel());
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(LogLevel.Information);
    }

    private sealed class EveryLevel : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}
