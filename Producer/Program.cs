using CcDemo.Producer;
using CcDemo.ServiceDefaults;

return await ServiceRunner.RunAsync("The producer", "ASPNETCORE_URLS", () => ProducerApp.Build(args));
