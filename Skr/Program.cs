using CcDemo.ServiceDefaults;
using CcDemo.Skr;
using CcDemo.Skr.Configuration;

if (await CommandLine.AnswerAsync(args) is { } exitCode)
{
    return exitCode;
}

return await ServiceRunner.RunAsync("The sidecar", "Port or KeyProviderSock", () =>
{
    var builder = SkrBuilder.Create(CommandLine.Translate(args));
    builder.AddSkr();

    var app = builder.Build();
    app.MapSkr();
    return app;
});
