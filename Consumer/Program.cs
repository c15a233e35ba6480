using CcDemo.Consumer;
using CcDemo.ServiceDefaults;

return await ServiceRunner.RunAsync("The consumer", "ASPNETCORE_URLS", () => ConsumerApp.Build(args));
