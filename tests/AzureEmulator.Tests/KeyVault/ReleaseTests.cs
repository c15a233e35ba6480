using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Security.KeyVault.Keys;
using CcDemo.Attestation;

namespace CcDemo.AzureEmulator.Tests;

[Collection(SharedEmulator.Name)]
public sealed class ReleaseTests(TestEmulator emulator)
{
    private KeyClient PodKeys => emulator.KeysAs(TestEmulator.Pod);

    [Theory]
    [InlineData(null, KeyWrapAlgorithm.CkmRsaAesKeyWrap)]
    [InlineData("CKM_RSA_AES_KEY_WRAP", KeyWrapAlgorithm.CkmRsaAesKeyWrap)]
    [InlineData("RSA_AES_KEY_WRAP_256", KeyWrapAlgorithm.RsaAesKeyWrap256)]
    [InlineData("RSA_AES_KEY_WRAP_384", KeyWrapAlgorithm.RsaAesKeyWrap384)]
    public async Task An_attested_guest_gets_the_key(string? enc, KeyWrapAlgorithm algorithm)
    {
        var guest = await emulator.LaunchAsync();
        var key = await emulator.CreateRsaKeyAsync(guest);
        var options = new ReleaseKeyOptions(key.Name, await guest.AttestAsync()) { Nonce = "a nonce", Algorithm = enc is null ? default(KeyExportEncryptionAlgorithm?) : new KeyExportEncryptionAlgorithm(enc) };

        ReleaseKeyResult result = await PodKeys.ReleaseKeyAsync(options);

        var payload = Open(result.Value);
        var request = payload.GetProperty("request");
        Assert.Equal("a nonce", request.GetProperty("nonce").GetString());
        Assert.Equal(algorithm.ToName(), request.GetProperty("enc").GetString());
        Assert.Equal("7.4", request.GetProperty("api-version").GetString());
        Assert.Equal(new Uri(emulator.Host.Vault, $"/keys/{key.Name}").ToString(), request.GetProperty("kid").GetString());
        var jwk = payload.GetProperty("response").GetProperty("key").GetProperty("key");
        Assert.Equal(key.Id.ToString(), jwk.GetProperty("kid").GetString());
        Assert.Equal("RSA-HSM", jwk.GetProperty("kty").GetString());
        using var released = RSA.Create();
        released.ImportPkcs8PrivateKey(Unwrap(jwk, algorithm), out _);
        Assert.Equal(key.Key.N, released.ExportParameters(true).Modulus);
    }

    [Fact]
    public async Task The_answer_is_signed_by_a_chain_up_to_the_development_CA()
    {
        var guest = await emulator.LaunchAsync();
        var key = await emulator.CreateKeyAsync(guest);

        ReleaseKeyResult result = await PodKeys.ReleaseKeyAsync(key.Name, await guest.AttestAsync());

        var parts = result.Value.Split('.');
        using var header = JsonDocument.Parse(Base64UrlText.Decode(parts[0]));
        X509Certificate2[] x5c = [.. header.RootElement.GetProperty("x5c").EnumerateArray().Select(item => X509CertificateLoader.LoadCertificate(item.GetBytesFromBase64()))];
        Assert.Equal(3, x5c.Length);
        Assert.Equal(emulator.Host.Ca.RawData, x5c[2].RawData);
        Assert.Equal(x5c[0].Thumbprint, header.RootElement.GetProperty("kid").GetString());
        Assert.True(x5c[0].MatchesHostname("localhost"));
        var names = x5c[0].Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames();
        Assert.Contains($"localhost:{emulator.Host.Vault.Port}", names);

        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { emulator.Host.Ca }, ExtraStore = { x5c[1] } } };
        Assert.True(chain.Build(x5c[0]), string.Join(' ', chain.ChainStatus.Select(status => status.StatusInformation)));
        using var rsa = x5c[0].GetRSAPublicKey();
        Assert.True(rsa!.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64UrlText.Decode(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task A_version_that_is_named_is_released()
    {
        var guest = await emulator.LaunchAsync();
        var first = await emulator.CreateRsaKeyAsync(guest);
        KeyVaultKey second = await emulator.Keys.RotateKeyAsync(first.Name);
        var token = await guest.AttestAsync();

        ReleaseKeyResult old = await PodKeys.ReleaseKeyAsync(new ReleaseKeyOptions(first.Name, token) { Version = first.Properties.Version });
        ReleaseKeyResult latest = await PodKeys.ReleaseKeyAsync(first.Name, token);

        Assert.Equal(first.Id.ToString(), KeyId(old));
        Assert.Equal(second.Id.ToString(), KeyId(latest));
        Assert.NotEqual(first.Key.N, second.Key.N);
    }

    [Theory]
    [InlineData("EC-HSM")]
    [InlineData("oct-HSM")]
    public async Task Keys_of_other_kinds_are_released(string kind)
    {
        var guest = await emulator.LaunchAsync();
        var material = RandomNumberGenerator.GetBytes(32);
        var name = TestEmulator.NewName();
        var policy = new KeyReleasePolicy(BinaryData.FromString(emulator.PolicyFor(guest.HostData)));
        if (kind == "oct-HSM")
        {
            await emulator.Keys.ImportKeyAsync(new ImportKeyOptions(name, new JsonWebKey([]) { KeyType = KeyType.OctHsm, K = material }) { HardwareProtected = true, Properties = { Exportable = true, ReleasePolicy = policy } });
        }
        else
        {
            await emulator.Keys.CreateKeyAsync(name, KeyType.EcHsm, new CreateKeyOptions { Exportable = true, ReleasePolicy = policy });
        }

        ReleaseKeyResult result = await PodKeys.ReleaseKeyAsync(name, await guest.AttestAsync());

        var jwk = Open(result.Value).GetProperty("response").GetProperty("key").GetProperty("key");
        Assert.Equal(kind, jwk.GetProperty("kty").GetString());
        var released = Unwrap(jwk, KeyWrapAlgorithm.CkmRsaAesKeyWrap);
        if (kind == "oct-HSM")
        {
            Assert.Equal(material, released);
        }
        else
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportPkcs8PrivateKey(released, out _);
            Assert.Equal(jwk.GetProperty("x").GetString(), Base64UrlText.Encode(ecdsa.ExportParameters(false).Q.X));
        }
    }

    [Fact]
    public async Task A_guest_whose_description_was_changed_by_one_character_is_refused()
    {
        var measured = await emulator.LaunchAsync("package agent_policy\n");
        var changed = await emulator.LaunchAsync("package agent_policy ");
        var key = await emulator.CreateKeyAsync(measured);

        var message = await RefusedAsync(key.Name, await changed.AttestAsync());

        Assert.Contains(measured.HostData, message, StringComparison.Ordinal);
        Assert.Contains(changed.HostData, message, StringComparison.Ordinal);
        Assert.Contains("x-ms-sevsnpvm-hostdata", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_debuggable_guest_is_refused()
    {
        var guest = await emulator.LaunchAsync(debug: true);
        var key = await emulator.CreateKeyAsync(guest);
        Assert.Contains("x-ms-sevsnpvm-is-debuggable", await RefusedAsync(key.Name, await guest.AttestAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_whose_utility_VM_nobody_vouches_for_is_refused()
    {
        var guest = await emulator.LaunchAsync();
        var key = await emulator.CreateKeyAsync(guest);
        guest.Endorsement = null;
        Assert.Contains("x-ms-compliance-status", await RefusedAsync(key.Name, await guest.AttestAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_refused()
    {
        await using var scope = new EmulatorScope(new TestEmulator());
        var other = await scope.StartAsync();
        var stranger = await other.LaunchAsync();
        var key = await emulator.CreateKeyAsync(await emulator.LaunchAsync());

        Assert.Contains(other.Host.Maa.ToString().TrimEnd('/'), await RefusedAsync(key.Name, await stranger.AttestAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_refused_even_when_the_policy_trusts_it()
    {
        await using var scope = new EmulatorScope(new TestEmulator());
        var other = await scope.StartAsync();
        var stranger = await other.LaunchAsync();
        KeyVaultKey key = await emulator.Keys.CreateKeyAsync(TestEmulator.NewName(), KeyType.EcHsm, new CreateKeyOptions
        {
            Exportable = true,
            ReleasePolicy = new KeyReleasePolicy(BinaryData.FromString(emulator.PolicyFor(stranger.HostData, other.Host.Maa))),
        });

        await RefusedAsync(key.Name, await stranger.AttestAsync());
    }

    [Fact]
    public async Task A_policy_that_trusts_another_issuer_only_refuses_this_ones_token()
    {
        var guest = await emulator.LaunchAsync();
        KeyVaultKey key = await emulator.Keys.CreateKeyAsync(TestEmulator.NewName(), KeyType.EcHsm, new CreateKeyOptions
        {
            Exportable = true,
            ReleasePolicy = new KeyReleasePolicy(BinaryData.FromString(emulator.PolicyFor(guest.HostData, new Uri("https://maa.example.test")))),
        });

        Assert.Contains("maa.example.test", await RefusedAsync(key.Name, await guest.AttestAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        await using var scope = new EmulatorScope(new TestEmulator(new() { ["Emulator:TokenLifetime"] = "-00:01:00" }));
        var expiring = await scope.StartAsync();
        var guest = await expiring.LaunchAsync();
        var key = await expiring.CreateKeyAsync(guest);
        var keys = expiring.KeysAs(TestEmulator.Pod);
        var token = await guest.AttestAsync();

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => keys.ReleaseKeyAsync(key.Name, token));

        Assert.Equal(403, refusal.Status);
        Assert.Contains("expired", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_whose_claims_were_changed_is_refused()
    {
        var guest = await emulator.LaunchAsync(debug: true);
        var key = await emulator.CreateKeyAsync(guest);
        var parts = (await guest.AttestAsync()).Split('.');
        var claims = Encoding.UTF8.GetString(Base64UrlText.Decode(parts[1]));
        parts[1] = Base64UrlText.Encode(Encoding.UTF8.GetBytes(claims.Replace("is-debuggable\":true", "is-debuggable\":false", StringComparison.Ordinal)));

        Assert.Contains("signature", await RefusedAsync(key.Name, string.Join('.', parts)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_token_whose_signature_was_changed_is_refused()
    {
        var guest = await emulator.LaunchAsync();
        var key = await emulator.CreateKeyAsync(guest);
        var parts = (await guest.AttestAsync()).Split('.');
        var signature = Base64UrlText.Decode(parts[2]);
        signature[signature.Length / 2] ^= 1;
        parts[2] = Base64UrlText.Encode(signature);

        Assert.Contains("signature", await RefusedAsync(key.Name, string.Join('.', parts)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_token_without_signature_is_refused()
    {
        var guest = await emulator.LaunchAsync();
        var key = await emulator.CreateKeyAsync(guest);
        var parts = (await guest.AttestAsync()).Split('.');
        parts[0] = Base64UrlText.Encode("""{"alg":"none","typ":"JWT"}"""u8);

        await RefusedAsync(key.Name, $"{parts[0]}.{parts[1]}.");
    }

    [Theory]
    [InlineData("not a token")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    public async Task What_is_no_token_is_refused(string target)
    {
        var key = await emulator.CreateKeyAsync(await emulator.LaunchAsync());
        await RefusedAsync(key.Name, target);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"EC","kid":"x","key_ops":["encrypt"]}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","kid":"x","use":"sig","n":"AQAB","e":"AQAB"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","kid":"x","use":"enc","n":"AQAB","e":"AQAB"}]}""")]
    public async Task An_environment_without_a_key_for_wrapping_is_refused(string runtimeData)
    {
        var guest = await emulator.LaunchAsync();
        var key = await emulator.CreateKeyAsync(guest);
        guest.RuntimeData = Encoding.UTF8.GetBytes(runtimeData);

        await RefusedAsync(key.Name, await guest.AttestAsync());
    }

    [Fact]
    public async Task An_environment_with_a_small_key_is_refused()
    {
        using var small = RSA.Create(1024);
        var guest = await emulator.LaunchAsync();
        var key = await emulator.CreateKeyAsync(guest);
        guest.RuntimeData = Encoding.UTF8.GetBytes($$"""{"keys":[{{(Jwk.FromRsa(small) with { Kid = "small", Use = "enc" }).ToJson()}}]}""");

        Assert.Contains("1024", await RefusedAsync(key.Name, await guest.AttestAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_without_release_policy_is_not_released()
    {
        var guest = await emulator.LaunchAsync();
        KeyVaultKey key = await emulator.Keys.CreateKeyAsync(TestEmulator.NewName(), KeyType.EcHsm);
        var token = await guest.AttestAsync();

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => PodKeys.ReleaseKeyAsync(key.Name, token));

        Assert.Equal((403, "Forbidden"), (refusal.Status, refusal.ErrorCode));
        Assert.Contains("has no release policy", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_version_is_not_released_and_the_other_is()
    {
        var guest = await emulator.LaunchAsync();
        var key = await emulator.CreateKeyAsync(guest);
        await emulator.Keys.RotateKeyAsync(key.Name);
        var disabled = (await emulator.Keys.UpdateKeyPropertiesAsync(new KeyProperties(key.Id) { Enabled = false })).Value;
        Assert.Equal((key.Properties.Version, false), (disabled.Properties.Version, disabled.Properties.Enabled));

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(async () => await PodKeys.ReleaseKeyAsync(new ReleaseKeyOptions(key.Name, await guest.AttestAsync()) { Version = key.Properties.Version }));

        // As the service words it for other operations, recorded in Azure/azure-sdk-for-python issue 45342.
        Assert.Equal((403, "Forbidden"), (refusal.Status, refusal.ErrorCode));
        Assert.Equal(
            """{"error":{"code":"Forbidden","message":"Operation release is not allowed on a disabled key.","innererror":{"code":"KeyDisabled"}}}""",
            refusal.GetRawResponse()!.Content.ToString());
        Assert.Equal(3, (await PodKeys.ReleaseKeyAsync(key.Name, await guest.AttestAsync())).Value.Value.Split('.').Length);
        Assert.False((await emulator.Keys.GetKeyAsync(key.Name, key.Properties.Version)).Value.Properties.Enabled);
    }

    [Fact]
    public async Task A_key_that_has_expired_is_not_released()
    {
        var guest = await emulator.LaunchAsync();
        var key = await emulator.CreateKeyAsync(guest);
        await emulator.Keys.UpdateKeyPropertiesAsync(new KeyProperties(key.Name) { ExpiresOn = DateTimeOffset.UtcNow.AddMinutes(-1) });

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(async () => await PodKeys.ReleaseKeyAsync(key.Name, await guest.AttestAsync()));

        Assert.Contains("outside its times", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_algorithm_is_refused()
    {
        var guest = await emulator.LaunchAsync();
        var key = await emulator.CreateKeyAsync(guest);
        var options = new ReleaseKeyOptions(key.Name, await guest.AttestAsync()) { Algorithm = new KeyExportEncryptionAlgorithm("ROT13") };

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => PodKeys.ReleaseKeyAsync(options));

        Assert.Equal((400, "BadParameter"), (refusal.Status, refusal.ErrorCode));
    }

    private async Task<string> RefusedAsync(string name, string target)
    {
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => PodKeys.ReleaseKeyAsync(name, target));
        Assert.Equal((403, "Forbidden"), (refusal.Status, refusal.ErrorCode));
        using var body = JsonDocument.Parse(refusal.GetRawResponse()!.Content.ToMemory());
        var error = body.RootElement.GetProperty("error");
        Assert.Equal("AccessDenied", error.GetProperty("innererror").GetProperty("code").GetString());
        var message = error.GetProperty("message").GetString()!;
        Assert.StartsWith("Target environment attestation statement cannot be verified. ", message, StringComparison.Ordinal);
        return message;
    }

    private static string? KeyId(ReleaseKeyResult result)
        => Open(result.Value).GetProperty("response").GetProperty("key").GetProperty("key").GetProperty("kid").GetString();

    private static JsonElement Open(string jws)
    {
        using var payload = JsonDocument.Parse(Base64UrlText.Decode(jws.Split('.')[1]));
        return payload.RootElement.Clone();
    }

    private static byte[] Unwrap(JsonElement jwk, KeyWrapAlgorithm algorithm)
    {
        using var keyHsm = JsonDocument.Parse(Base64UrlText.Decode(jwk.GetProperty("key_hsm").GetString()!));
        Assert.Equal("1.0", keyHsm.RootElement.GetProperty("schema_version").GetString());
        Assert.Equal("dir", keyHsm.RootElement.GetProperty("header").GetProperty("alg").GetString());
        return RsaAesKeyWrap.Unwrap(TestGuest.WrappingKey, algorithm, Base64UrlText.Decode(keyHsm.RootElement.GetProperty("ciphertext").GetString()!));
    }
}
