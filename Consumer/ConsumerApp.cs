using CcDemo.Consumer.Access;
using CcDemo.Consumer.Api;
using CcDemo.Consumer.Kafka;
using CcDemo.Consumer.Keys;
using CcDemo.Consumer.Messages;
using CcDemo.Consumer.Output;
using CcDemo.Consumer.Pages;
using CcDemo.Consumer.Settings;
using CcDemo.Consumer.Telemetry;
using CcDemo.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace CcDemo.Consumer;

/// <summary>The consumer: receives sealed messages, opens them once a key is released to it, and shows both.</summary>
public static class ConsumerApp
{
    /// <summary>The consumer, ready to run.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; each failure is a sentence that names it.</exception>
    public static WebApplication Build(string[] args) => Build(args, _ => { });

    /// <param name="args">The settings.</param>
    /// <param name="replace">Puts other services in the place of some.</param>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder> replace)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddConsumerSettings();
        builder.AddConsumerTelemetry();
        builder.AddMessages();
        builder.AddOutput();
        builder.AddKeys();
        builder.AddKafkaConsumer();
        builder.AddPages();
        builder.AddAccess();
        replace(builder);

        var app = builder.Build();
        app.CheckSettings();
        app.OpenOutput();
        app.UseAccess();
        app.MapDefaultEndpoints();
        app.MapPages();
        app.MapApi();
        return app;
    }
}
