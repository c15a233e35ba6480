using Aspire.Hosting;

// An AppHost that is stopped or killed by a test: its child says its process id and that of a grandchild.
var builder = DistributedApplication.CreateBuilder(args);
builder.AddExecutable("sleeper", "/bin/sh", ".", "-c", "sleep 300 & echo \"pids $$ $!\"; wait");

if (args.Contains("twice"))
{
    builder.AddExecutable("SLEEPER", "/bin/sh", ".");
}

builder.Build().Run();
