using CcDemo.AzureEmulator;
using CcDemo.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddAzureEmulator();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapAzureEmulator();
app.Run();
