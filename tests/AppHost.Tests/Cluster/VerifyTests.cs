using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Aspire.Hosting;
using Microsoft.AspNetCore.Http;

namespace CcDemo.AppHost.Tests;

public sealed class VerifyTests
{
    private const string Released = """{"state":"released","reason":null,"keyId":"kafka-demo-key","maaEndpoint":"maa.example","akvEndpoint":"vault.example","checkedAt":"2026-11-24T10:00:00Z","claims":[{"name":"x-ms-sevsnpvm-hostdata","value":"aa","meaning":"SHA-256 of the policy."}]}""";
    private const string Opened = """[{"id":2,"partition":0,"offset":1,"timestamp":"2026-11-24T10:00:00Z","format":"jwe","keyId":"k","state":"opened","sealed":"eyJ","text":"Msg 2: hello","reason":null}]""";
    private const string Sealed = """[{"id":1,"partition":0,"offset":1,"timestamp":"2026-11-24T10:00:00Z","format":"jwe","keyId":"k","state":"sealed","sealed":"eyJ","text":null,"reason":"no key"}]""";

    [Fact]
    public async Task A_deployment_that_is_as_it_should_be_passes_and_shows_its_record()
    {
        await using var session = await DeployedAsync();
        await VerifyAsync(session);

        Assert.Contains("The attested consumer shows plaintext: 1 of 1 messages are open", session.Log.Text, StringComparison.Ordinal);
        Assert.Contains("The counter-proof shows ciphertext", session.Log.Text, StringComparison.Ordinal);
        Assert.Contains("x-ms-sevsnpvm-hostdata = aa  (SHA-256 of the policy)", session.Log.Text, StringComparison.Ordinal);
        Assert.Contains($"/login?t={await TokenAsync(session)}", session.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_goes_to_the_attested_consumer_only()
    {
        await using var session = await DeployedAsync();
        var token = await TokenAsync(session);
        await VerifyAsync(session);
        var asked = session.Cluster.Requests.Where(request => request.Path.Contains("/proxy/", StringComparison.Ordinal)).ToList();

        Assert.All(asked.Where(request => request.Path.Contains("http:consumer:http", StringComparison.Ordinal)), request => Assert.Equal(token, request.Headers["X-CcDemo-Token"]));
        Assert.All(asked.Where(request => request.Path.Contains("consumer-plain", StringComparison.Ordinal)), request => Assert.DoesNotContain("X-CcDemo-Token", request.Headers.Keys));
        Assert.Contains(asked, request => request.Path == "/api/v1/namespaces/kafka/services/http:consumer-plain:http/proxy/api/messages");
    }

    [Fact]
    public async Task The_pages_own_address_is_asked_first()
    {
        await using var session = await DeployedAsync();
        await using var page = await StandInCluster.StartAsync();
        session.Cluster.Put("/api/v1/namespaces/kafka/services/consumer", Controllers.Json($$$$"""
            {"spec":{"ports":[{"name":"http","port":{{{{new Uri(page.Address).Port}}}}}]},"status":{"loadBalancer":{"ingress":[{"ip":"127.0.0.1"}]}}}
            """));
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => VerifyAsync(session));

        Assert.Contains(page.Requests, request => request.Path == "/api/attestation" && request.Headers["X-CcDemo-Token"].Length == 43);
        Assert.Contains("does not accept the token of the Secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_counter_proof_that_reads_fails()
    {
        await using var session = await DeployedAsync(plainMessages: Opened);
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => VerifyAsync(session));

        Assert.Contains("The counter-proof fails", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "shows no message, so it proves nothing")]
    [InlineData("""[{"partition":0,"offset":9,"state":"sealed","sealed":"other"}]""", "show no message in common")]
    public async Task A_counter_proof_that_proves_nothing_fails(string plain, string said)
    {
        await using var session = await DeployedAsync(plainMessages: plain);
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => VerifyAsync(session));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attested_consumer_that_opens_nothing_fails()
    {
        await using var session = await DeployedAsync(messages: Sealed);
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => VerifyAsync(session));

        Assert.Contains("opens none of 1 messages: no key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_with_another_policy_than_the_measured_one_is_named()
    {
        await using var session = await DeployedAsync(Refused("The vault vault.example refused to release the key k with status 403: no."));
        session.Files.Write(PublishedNames.HostDataFile, "bb\n");
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => VerifyAsync(session));

        Assert.Contains("The attested consumer has no key: refused.", error.Message, StringComparison.Ordinal);
        Assert.Contains("x-ms-sevsnpvm-hostdata is 'aa', but 'consumer.host-data' has 'bb'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_claim_that_the_release_policy_does_not_accept_is_named()
    {
        await using var session = await DeployedAsync(Refused("The vault vault.example refused to release the key k with status 403: no."));
        session.Files.Write(PublishedNames.ReleasePolicyFile, """{"version":"1.0.0","anyOf":[{"authority":"https://maa.example","allOf":[{"claim":"x-ms-sevsnpvm-hostdata","equals":"aa"},{"claim":"x-ms-sevsnpvm-is-debuggable","equals":"false"}]}]}""");
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => VerifyAsync(session));

        Assert.Contains("Likely this claim: The token has no claim x-ms-sevsnpvm-is-debuggable", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("This pod's identity got no token for the vault v: AADSTS70021", "system:serviceaccount:kafka:workload-identity-sa")]
    [InlineData("The vault v refused to release the key k with status 403: ForbiddenByRbac", "Key Vault Crypto Service Release User")]
    [InlineData("The vault v refused to release the key k with status 404: KeyNotFound", "do setup-key")]
    [InlineData("The attestation provider m refused with status 400: bad report", "Likely the evidence")]
    [InlineData("There is no SNP device: /dev/sev-guest", "--Parameters:sidecar-user=0")]
    public void What_the_sidecar_says_leads_to_a_likely_cause(string reason, string said)
    {
        var record = JsonSerializer.Deserialize<AttestationRecord>(Refused(reason, claims: "[]"), JsonSerializerOptions.Web)!;

        Assert.Contains(said, string.Join('\n', RefusalCause.Explain(record, null, null, SampleFiles.Settings())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_does_not_run_is_the_cause()
    {
        await using var session = await DeployedAsync();
        session.Cluster.Services.Remove("kafka/consumer:http");
        Controllers.Pod(session.Cluster, "consumer", """{"conditions":[{"type":"PodScheduled","status":"True"},{"type":"Ready","status":"False"}],"containerStatuses":[{"name":"consumer","ready":false,"state":{"waiting":{"reason":"ImagePullBackOff","message":"denied"}}}]}""");
        session.Cluster.Put("/api/v1/namespaces/kafka/pods/consumer-1", Controllers.Json("""{"status":{"conditions":[{"type":"PodScheduled","status":"True"},{"type":"Ready","status":"False"}]}}"""));
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => VerifyAsync(session));

        Assert.Contains("The cluster's API reaches no pod of consumer", error.Message, StringComparison.Ordinal);
        Assert.Contains("of the container consumer cannot be pulled: denied", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_comes_late_is_waited_for()
    {
        await using var session = await DeployedAsync();
        var asked = 0;
        session.Cluster.Services["kafka/consumer:http"] = (path, _) => (HttpStatusCode.OK, path == "api/messages"
            ? asked < 3 ? Sealed : Opened
            : asked++ < 3 ? Released.Replace("released", "attesting", StringComparison.Ordinal) : Released);
        await VerifyAsync(session);

        Assert.True(asked > 3);
    }

    [Fact]
    public async Task What_was_never_deployed_is_said()
    {
        await using var session = await ClusterSession.StartAsync();
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => VerifyAsync(session));

        Assert.Contains("nothing was deployed there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_else_in_the_consumers_place_is_said()
    {
        await using var session = await DeployedAsync(messages: "<html>");
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => VerifyAsync(session));

        Assert.Contains("no consumer of CcDemo", error.Message, StringComparison.Ordinal);
    }

    private static string Refused(string reason, string? claims = null)
        => $$"""{"state":"refused","reason":{{JsonSerializer.Serialize(reason)}},"keyId":"k","maaEndpoint":"m","akvEndpoint":"v","checkedAt":null,"claims":{{claims ?? """[{"name":"x-ms-sevsnpvm-hostdata","value":"aa","meaning":""}]"""}}}""";

    private static async Task<ClusterSession> DeployedAsync(string attestation = Released, string messages = Opened, string plainMessages = Sealed)
    {
        var session = await ClusterSession.StartAsync();
        await session.DeployAsync();
        // Its own address answers nothing, so that it is asked through the API.
        session.Cluster.Put("/api/v1/namespaces/kafka/services/consumer", Controllers.Json($$$$"""
            {"spec":{"ports":[{"name":"http","port":{{{{UnusedPort()}}}}}]},"status":{"loadBalancer":{"ingress":[{"ip":"127.0.0.1"}]}}}
            """));
        var token = await TokenAsync(session);
        session.Cluster.Services["kafka/consumer:http"] = (path, headers) => Answer(headers, token, path == "api/messages" ? messages : attestation);
        session.Cluster.Services["kafka/consumer-plain:http"] = (_, _) => (HttpStatusCode.OK, plainMessages);
        return session;
    }

    private static (HttpStatusCode Status, string Body) Answer(IHeaderDictionary headers, string token, string body)
        => headers["X-CcDemo-Token"] == token ? (HttpStatusCode.OK, body) : (HttpStatusCode.Unauthorized, "");

    private static async Task<string> TokenAsync(ClusterSession session)
        => (await BrowserTokenSecret.FindAsync(session.Api, SampleFiles.Namespace, CancellationToken.None))!;

    private static int UnusedPort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task VerifyAsync(ClusterSession session)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        await new Verifier(session.Api, http, SampleFiles.Settings(), session.Files.Folder, TimeSpan.FromMinutes(1), session.Time, session.Log).VerifyAsync(CancellationToken.None);
    }
}
