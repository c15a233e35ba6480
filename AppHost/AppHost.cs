var builder = DistributedApplication.CreateBuilder(args);

builder.AddProject<Projects.Consumer>("consumer").WithHttpEndpoint(port: 3333, isProxied: false);

builder.Build().Run();
