using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Security.KeyVault.Keys;
using CcDemo.Attestation;
using k8s;
using k8s.Models;

namespace CcDemo.AppHost.Tests;

/// <summary>The step against AzureEmulator, over HTTPS.</summary>
public sealed class SetupKeyTests : IClassFixture<LocalAzure>, IDisposable
{
    private readonly LocalAzure _azure;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccdemo-test-");
    private readonly ProgramFolder _tools = new();
    private readonly string _key = $"key-{Guid.NewGuid():n}";
    private string _policy = "";

    public SetupKeyTests(LocalAzure azure) => _azure = azure;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _tools.Dispose();
    }

    [Fact]
    public async Task The_key_is_created_and_its_files_are_written()
    {
        var measurement = Measure("# the pod");

        await SetUpAsync();

        var key = (await _azure.Keys.GetKeyAsync(_key)).Value;
        Assert.Equal(KeyType.RsaHsm, key.KeyType);
        Assert.True(key.Properties.Exportable);
        Assert.Equal(["decrypt", "encrypt", "unwrapKey", "wrapKey"], key.KeyOperations.Select(operation => operation.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(ReleasePolicyDocument.Create($"https://{_azure.Maa}", measurement), key.Properties.ReleasePolicy.EncodedPolicy.ToString());

        using var vaults = key.Key.ToRSA();
        using var written = RSA.Create();
        written.ImportFromPem(Read($"{_key}-pub.pem"));
        Assert.Equal(3072, written.KeySize);
        Assert.Equal(vaults.ExportSubjectPublicKeyInfo(), written.ExportSubjectPublicKeyInfo());

        using var info = JsonDocument.Parse(Read($"{_key}-info.json"));
        Assert.Equal([$"{_key}-pub.pem", _azure.Vault, _azure.Maa], new[] { "public_key_path", "kms_endpoint", "attester_endpoint" }.Select(name => info.RootElement.GetProperty(name).GetString()));
        Assert.Equal(ReleasePolicyDocument.CreateFile($"https://{_azure.Maa}", measurement, DeploymentProfile.AksKataCc), Read($"{_key}-release-policy.json"));

        var map = KubernetesYaml.Deserialize<V1ConfigMap>(Read("message-key.yaml"));
        Assert.Equal(("message-key", "team-a"), (map.Name(), map.Namespace()));
        Assert.Equal($"{_key}/{key.Properties.Version}", map.Data["Producer__KeyId"]);
        Assert.Equal(Read($"{_key}-pub.pem"), map.Data["Producer__PublicKey"]);
    }

    [Fact]
    public async Task A_second_run_uses_the_key_as_it_is_and_writes_the_same_files()
    {
        Measure("# the pod");
        await SetUpAsync();
        var first = _folder.GetFiles().ToDictionary(file => file.Name, file => File.ReadAllText(file.FullName));
        var before = (await _azure.Keys.GetKeyAsync(_key)).Value;

        await SetUpAsync();

        var after = (await _azure.Keys.GetKeyAsync(_key)).Value;
        Assert.Equal((before.Id, before.Properties.UpdatedOn), (after.Id, after.Properties.UpdatedOn));
        Assert.Equal(first, _folder.GetFiles().ToDictionary(file => file.Name, file => File.ReadAllText(file.FullName)));
    }

    [Fact]
    public async Task Rotating_makes_a_new_version_for_the_same_pod_and_the_file_that_hands_it_to_the_producer()
    {
        Measure("# the pod");
        await SetUpAsync();
        var before = (await _azure.Keys.GetKeyAsync(_key)).Value;

        await RotateAsync();

        var after = (await _azure.Keys.GetKeyAsync(_key)).Value;
        Assert.NotEqual(before.Properties.Version, after.Properties.Version);
        Assert.Equal(before.Properties.ReleasePolicy.EncodedPolicy.ToString(), after.Properties.ReleasePolicy.EncodedPolicy.ToString());
        var map = KubernetesYaml.Deserialize<V1ConfigMap>(Read("message-key.yaml"));
        Assert.Equal($"{_key}/{after.Properties.Version}", map.Data["Producer__KeyId"]);
        Assert.Equal(Read($"{_key}-pub.pem"), map.Data["Producer__PublicKey"]);
        Assert.True((await _azure.Keys.GetKeyAsync(_key, before.Properties.Version)).Value.Properties.Enabled);
    }

    [Fact]
    public async Task Rotating_a_key_that_is_not_there_makes_none_unless_it_is_told_to()
    {
        Measure("# the pod");
        await RunAsync(["do", "measure", .. Arguments()[2..]]);

        var refusal = await FailureAsync([.. Rotation()]);
        Assert.Contains($"There is no key '{_key}' to rotate", refusal, StringComparison.Ordinal);
        Assert.Contains("--create", refusal, StringComparison.Ordinal);
        AssertNothingWritten();

        await RunAsync([.. Rotation(), "--create"]);
        Assert.Contains($"{_key}/{(await _azure.Keys.GetKeyAsync(_key)).Value.Properties.Version}", Read("message-key.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoking_disables_the_versions_that_are_named_and_no_other()
    {
        Measure("# the pod");
        await SetUpAsync();
        var first = (await _azure.Keys.GetKeyAsync(_key)).Value.Properties.Version;
        await RotateAsync();
        await RotateAsync();
        var newest = (await _azure.Keys.GetKeyAsync(_key)).Value.Properties.Version;

        Assert.Contains("--key-version", await FailureAsync(Revocation()), StringComparison.Ordinal);
        Assert.Contains("no version 'nothing'", await FailureAsync([.. Revocation(), "--yes", "--key-version", "nothing"]), StringComparison.Ordinal);
        Assert.Contains("--yes", await FailureAsync([.. Revocation(), "--key-version", first]), StringComparison.Ordinal);
        Assert.Equal(0, await DisabledAsync());

        await RunAsync([.. Revocation(), "--yes", "--key-version", first]);
        Assert.Equal(1, await DisabledAsync());
        Assert.False((await _azure.Keys.GetKeyAsync(_key, first)).Value.Properties.Enabled);

        await RunAsync([.. Revocation(), "--yes", "--key-version", "older"]);
        Assert.Equal(2, await DisabledAsync());
        Assert.True((await _azure.Keys.GetKeyAsync(_key, newest)).Value.Properties.Enabled);
        Assert.Contains("no older version", await FailureAsync([.. Revocation(), "--yes", "--key-version", "older"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_measurement_replaces_the_policy_and_keeps_the_key()
    {
        Measure("# the pod");
        await SetUpAsync();
        var before = (await _azure.Keys.GetKeyAsync(_key)).Value;
        var measurement = Measure("# changed");

        await SetUpAsync();

        var after = (await _azure.Keys.GetKeyAsync(_key)).Value;
        Assert.Equal(before.Id, after.Id);
        Assert.Contains(measurement, after.Properties.ReleasePolicy.EncodedPolicy.ToString(), StringComparison.Ordinal);
        Assert.Contains(measurement, Read($"{_key}-release-policy.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_version_is_made_when_it_is_asked_for()
    {
        Measure("# the pod");
        await SetUpAsync();
        var before = (await _azure.Keys.GetKeyAsync(_key)).Value;

        await SetUpAsync("--new-version");

        var after = (await _azure.Keys.GetKeyAsync(_key)).Value;
        Assert.NotEqual(before.Id, after.Id);
        Assert.Contains($"{_key}/{after.Properties.Version}", Read("message-key.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_cannot_serve_gets_a_version_that_can()
    {
        var present = await _azure.Keys.CreateRsaKeyAsync(new CreateRsaKeyOptions(_key) { KeySize = 2048 });
        Measure("# the pod");

        await SetUpAsync();

        var key = (await _azure.Keys.GetKeyAsync(_key)).Value;
        Assert.NotEqual(present.Value.Id, key.Id);
        Assert.Equal(KeyType.RsaHsm, key.KeyType);
        Assert.True(key.Properties.Exportable);
    }

    [Fact]
    public async Task An_immutable_policy_for_another_pod_is_explained_and_left_alone()
    {
        await CreateImmutableAsync(new string('1', 64));
        Measure("# the pod");

        var refusal = await RefusedAsync();

        Assert.Contains("immutable", refusal, StringComparison.Ordinal);
        Assert.Contains("AKV.SKR.1020", refusal, StringComparison.Ordinal);
        Assert.Contains(new string('1', 64), (await _azure.Keys.GetKeyAsync(_key)).Value.Properties.ReleasePolicy.EncodedPolicy.ToString(), StringComparison.Ordinal);
        AssertNothingWritten();
    }

    [Fact]
    public async Task A_key_with_an_immutable_policy_for_this_pod_gets_new_versions()
    {
        var before = await CreateImmutableAsync(Measure("# the pod"));

        await SetUpAsync("--new-version");

        var after = (await _azure.Keys.GetKeyAsync(_key)).Value;
        Assert.NotEqual(before.Id, after.Id);
        Assert.True(after.Properties.ReleasePolicy.Immutable);
    }

    [Fact]
    public async Task A_disabled_key_is_left_alone()
    {
        Measure("# the pod");
        await SetUpAsync();
        await _azure.Keys.UpdateKeyPropertiesAsync(new KeyProperties(_key) { Enabled = false });

        Assert.Contains("disabled", await RefusedAsync(), StringComparison.Ordinal);
        Assert.False((await _azure.Keys.GetKeyAsync(_key)).Value.Properties.Enabled);
    }

    [Fact]
    public async Task An_account_without_the_role_is_told_which_and_that_it_may_take_a_day()
    {
        Measure("# the pod");

        var refusal = await RefusedAsync($"--KeySetup:ClientId={LocalAzure.Reader}");

        Assert.Contains("ForbiddenByRbac", refusal, StringComparison.Ordinal);
        Assert.Contains("az role assignment create --role \"Key Vault Crypto Officer\" --assignee ", refusal, StringComparison.Ordinal);
        Assert.Contains("24 hours", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", refusal, StringComparison.Ordinal);
        AssertNothingWritten();
    }

    [Fact]
    public async Task An_identity_that_is_not_there_is_named()
    {
        Measure("# the pod");

        Assert.Contains("'nobody'", await RefusedAsync("--KeySetup:ClientId=nobody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_whose_authority_is_not_trusted_is_not_spoken_to()
    {
        Measure("# the pod");
        await using var other = new OtherAzure();
        await other.Azure.InitializeAsync();

        Assert.Contains("not secure", await RefusedAsync($"--KeySetup:CaFile={other.Azure.CaFile}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_released_to_the_measured_pod_and_refused_to_the_other()
    {
        Measure("# the pod");
        await SetUpAsync();
        var measured = await _azure.LaunchAsync(_policy);
        var other = await _azure.LaunchAsync(_policy + "# one more line\n");
        using var sidecar = await SidecarProcess.StartAsync(_azure, measured);
        using var otherSidecar = await SidecarProcess.StartAsync(_azure, other);
        var request = new { maa_endpoint = _azure.Maa, akv_endpoint = _azure.Vault, kid = _key };

        var released = await sidecar.PostAsync("/key/release", request);
        var refused = await otherSidecar.PostAsync("/key/release", request);

        using var sealer = RSA.Create();
        sealer.ImportFromPem(Read($"{_key}-pub.pem"));
        using var opener = Jwk.Parse(released["key"]).ToRsa();
        Assert.Equal("a message"u8, opener.Decrypt(sealer.Encrypt("a message"u8, RSAEncryptionPadding.OaepSHA256), RSAEncryptionPadding.OaepSHA256));
        Assert.DoesNotContain("key", refused.Keys);
        Assert.Contains("x-ms-sevsnpvm-hostdata", refused["error"], StringComparison.Ordinal);

        // The offline answer for the same two guests, with the tokens that they really get.
        await CheckPolicyAsync(await TokenAsync(sidecar));
        Assert.Contains("x-ms-sevsnpvm-hostdata", (await Assert.ThrowsAnyAsync<Exception>(async () => await CheckPolicyAsync(await TokenAsync(otherSidecar)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_check_without_a_policy_or_a_token_says_what_is_missing()
    {
        Assert.Contains("--token FILE", await FailureAsync("do", "check-policy", "--output-path", _folder.FullName), StringComparison.Ordinal);

        var token = Path.Combine(_folder.FullName, "token");
        Assert.Contains("--token", await FailureAsync("do", "check-policy", "--output-path", _folder.FullName, "--token", token), StringComparison.Ordinal);

        File.WriteAllText(token, "no token");
        Assert.Contains("do measure", await FailureAsync("do", "check-policy", "--output-path", _folder.FullName, "--token", token), StringComparison.Ordinal);
    }

    private async Task<string> TokenAsync(SidecarProcess sidecar)
        => (await sidecar.PostAsync("/attest/maa", new { maa_endpoint = _azure.Maa, runtime_data = Convert.ToBase64String("{}"u8) }))["token"];

    private async Task CheckPolicyAsync(string token)
    {
        var file = Path.Combine(_folder.FullName, "token");
        var jwks = Path.Combine(_folder.FullName, "jwks.json");
        await File.WriteAllTextAsync(file, token);
        await File.WriteAllTextAsync(jwks, await _azure.JwksAsync());
        await RunAsync("do", "check-policy", "--token", file, "--policy", Path.Combine(_folder.FullName, $"{_key}-release-policy.json"), "--jwks", jwks);
    }

    /// <summary>Has the policy tool give the pod this policy, as it does for a pod that is new or was changed.</summary>
    private string Measure(string more)
    {
        var policy = new SamplePolicy().WithRules(more);
        _tools.Add("genpolicy", $"sed -i '0,/^      labels:/s|^      labels:|      annotations:\\n        {PolicyKinds.KataAgentAnnotation}: {policy.Base64}\\n&|' \"$2\"");
        File.Delete(Path.Combine(_folder.FullName, PublishedNames.ConsumerFile));
        _policy = policy.Text;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(policy.Text)));
    }

    private async Task<KeyVaultKey> CreateImmutableAsync(string measurement)
        => await _azure.Keys.CreateRsaKeyAsync(new CreateRsaKeyOptions(_key, hardwareProtected: true)
        {
            KeySize = 3072,
            Exportable = true,
            ReleasePolicy = new KeyReleasePolicy(BinaryData.FromString(ReleasePolicyDocument.CreateFile($"https://{_azure.Maa}", measurement, DeploymentProfile.AksKataCc))) { Immutable = true },
        });

    private Task SetUpAsync(params string[] more) => RunAsync([.. Arguments(), .. more]);

    private Task RotateAsync() => RunAsync(Rotation());

    private string[] Rotation() => [.. Arguments().Select(argument => argument == "setup-key" ? "rotate-key" : argument)];

    private string[] Revocation() => [.. Arguments().Select(argument => argument == "setup-key" ? "revoke-key" : argument)];

    private async Task<int> DisabledAsync()
    {
        var disabled = 0;
        await foreach (var version in _azure.Keys.GetPropertiesOfKeyVersionsAsync(_key))
        {
            disabled += version.Enabled == false ? 1 : 0;
        }

        return disabled;
    }

    private Task<string> RefusedAsync(params string[] more) => FailureAsync([.. Arguments(), .. more]);

    private string[] Arguments() =>
    [
        "do", "setup-key",
        "--output-path", _folder.FullName,
        "--Parameters:registry=registry.example/ccdemo",
        "--Parameters:identity-client-id=6f1a2c54-0d5b-4a86-9a7e-3c1d5b9e0a02",
        "--Parameters:namespace=team-a",
        $"--Parameters:key-name={_key}",
        $"--Parameters:maa-endpoint={_azure.Maa}",
        $"--Parameters:vault-endpoint={_azure.Vault}",
        $"--KeySetup:CaFile={_azure.CaFile}",
        $"--KeySetup:IdentityEndpoint={_azure.Metadata}",
        $"--KeySetup:ClientId={LocalAzure.Officer}",
        $"--Measure:Tool={_tools.PathOf("genpolicy")}",
    ];

    private static async Task RunAsync(params string[] arguments)
    {
        await using var app = await ModelledApplication.CreateAsync(arguments);
        await app.RunPipelineAsync();
    }

    private static async Task<string> FailureAsync(params string[] arguments)
        => (await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(arguments))).Message;

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder.FullName, name));

    private void AssertNothingWritten()
        => Assert.DoesNotContain(_folder.GetFiles(), file => file.Name == PublishedNames.MessageKeyFile || file.Name.StartsWith(_key, StringComparison.Ordinal));

    private sealed class OtherAzure : IAsyncDisposable
    {
        public LocalAzure Azure { get; } = new();

        public async ValueTask DisposeAsync() => await Azure.DisposeAsync();
    }
}
