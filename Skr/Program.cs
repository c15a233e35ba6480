using CcDemo.ServiceDefaults;
using CcDemo.Skr;
using CcDemo.Skr.Configuration;

if (await CommandLine.AnswerAsync(args) is { } exitCode)
{
    return exitCode;
}

return await ServiceRunner.RunAsync("The sidecar", "Port or KeyProviderSock", () =>
{
    var builder = WebApplication.CreateSlimBuilder(CommandLine.Translate(args));
    builder.AddServiceDefaults();
    builder.AddSkr();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapSkr();
    return app;
});
