using System.Net;
using System.Text.Json;
using Azure.Security.KeyVault.Keys;
using CcDemo.Attestation;

namespace CcDemo.AzureEmulator.Tests;

[Collection(SharedEmulator.Name)]
public sealed class KeySetTests(TestEmulator emulator)
{
    [Fact]
    public async Task The_versions_that_can_be_used_are_published_without_their_private_halves_the_newest_first()
    {
        var name = TestEmulator.NewName();
        var first = (await emulator.Keys.CreateRsaKeyAsync(new CreateRsaKeyOptions(name) { KeySize = 2048 })).Value;
        var second = (await emulator.Keys.RotateKeyAsync(name)).Value;
        var third = (await emulator.Keys.RotateKeyAsync(name)).Value;
        await emulator.Keys.UpdateKeyPropertiesAsync(new KeyProperties(second.Id) { Enabled = false });

        var keys = Jwk.ParseSet(await ReadAsync(name));

        Assert.Equal([$"{third.Id}", $"{first.Id}"], keys.Select(key => key.Kid));
        Assert.All(keys, key => Assert.Equal(("RSA", "enc", false), (key.Kty, key.Use, key.HasPrivateKey)));
        using var published = keys[1].ToRsa();
        using var vaults = first.Key.ToRSA();
        Assert.Equal(vaults.ExportSubjectPublicKeyInfo(), published.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        var name = TestEmulator.NewName();
        await emulator.Keys.CreateRsaKeyAsync(new CreateRsaKeyOptions(name) { KeySize = 2048 });
        using var http = new HttpClient();
        using var answer = await http.GetAsync(Address(name));
        http.DefaultRequestHeaders.IfNoneMatch.Add(answer.Headers.ETag!);

        using var again = await http.GetAsync(Address(name));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);

        await emulator.Keys.RotateKeyAsync(name);
        using var changed = await http.GetAsync(Address(name));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_not_found()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(Address("no-such-key"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("KeyNotFound", error.RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    private Uri Address(string name) => new(emulator.Host.Metadata, $"/keysets/{name}");

    private async Task<string> ReadAsync(string name)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(Address(name));
    }
}
