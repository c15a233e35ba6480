using CcDemo.AppHost;

if (CommandLine.Answer(args) is { } exitCode)
{
    return exitCode;
}

var builder = DistributedApplication.CreateBuilder(CommandLine.Expand(args));
var refusal = builder.ChosenRefusal();

var message = builder.AddParameterWithDefault("message", "Azure Confidential Computing");
var topic = builder.AddParameterWithDefault("topic", "kafka-demo-topic");
var keyName = builder.AddParameterWithDefault("key-name", "kafka-demo-key");

var kafka = builder.AddKafkaBroker("kafka", topic);
var azure = builder.AddAzureServices("azure", refusal);

var skr = builder.AddProject<Projects.Skr>("skr")
    .WithHttpEndpoint(builder.Port("skr", local: 3336, published: 8080), env: "Port", isProxied: false)
    .WithHttpHealthCheck("/status");

var consumer = builder.AddProject<Projects.Consumer>("consumer")
    .WithHttpEndpoint(builder.Port("consumer", 3333), isProxied: false)
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => url.DisplayText = "Messages, decrypted")
    .WithHttpHealthCheck("/health")
    .WithKafka(kafka, topic, group: "consumer")
    .WithEmulationNotice(azure)
    .WithLocalKeyRecheck(azure)
    .WithDashboardLink()
    .WithBrowserToken()
    .WithReference(skr)
    .WithEnvironment("SkrClientMAAEndpoint", azure.MaaEndpoint)
    .WithEnvironment("SkrClientAKVEndpoint", azure.VaultEndpoint)
    .WithEnvironment("SkrClientKID", keyName);

var pod = builder.AddConfidentialPod("consumer-pod", workload: consumer, sidecar: skr, azure, refusal);
var key = builder.AddSetupKey("setup-key", keyName, azure, pod, refusal);

builder.AddProject<Projects.Consumer>("consumer-plain")
    .WithHttpEndpoint(builder.Port("consumer-plain", 3334), isProxied: false)
    .WithUrlForEndpoint("http", url => url.DisplayText = "Messages, sealed")
    .WithHttpHealthCheck("/health")
    .WithKafka(kafka, topic, group: "consumer-plain")
    .WithDashboardLink()
    .IsCounterProofOf(consumer);

builder.AddProject<Projects.Producer>("producer")
    .WithHttpEndpoint(builder.Port("producer", 3335), isProxied: false)
    .WithUrlForEndpoint("http", url => url.DisplayText = "Send a message")
    .WithHttpHealthCheck("/health")
    .WithKafka(kafka, topic)
    .WithEnvironment("MSG", message)
    .WithEnvironment("RATE", builder.AddParameterWithDefault("rate", "2"))
    .WithEnvironment("RESTDURATION", "2")
    .WithMessageKey(key)
    .WithConsumerLink(consumer)
    .WithSendCommand();

builder.AddPipeline();
builder.UseSidecarProgram(skr);
builder.CheckPorts();
builder.Build().Run();
return Environment.ExitCode;
