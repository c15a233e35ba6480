using CcDemo.Producer.Kafka;
using CcDemo.Producer.Keys;
using CcDemo.Producer.Pages;
using CcDemo.Producer.Schedule;
using CcDemo.Producer.Sending;
using CcDemo.Producer.Settings;
using CcDemo.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace CcDemo.Producer;

/// <summary>The producer: seals messages for the holder of a private key and sends them to a topic.</summary>
public static class ProducerApp
{
    /// <summary>The producer, ready to run.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; each failure is a sentence that names it.</exception>
    public static WebApplication Build(string[] args) => Build(args, _ => { });

    /// <param name="args">The settings.</param>
    /// <param name="replace">Puts other services in the place of some.</param>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder> replace)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddProducerSettings();
        builder.AddKafkaProducer();
        builder.AddSending();
        builder.AddKeys();
        builder.AddSchedule();
        builder.AddPages();
        replace(builder);

        var app = builder.Build();
        app.CheckSettings();
        app.MapDefaultEndpoints();
        app.MapPages();
        app.MapMessages();
        return app;
    }
}
