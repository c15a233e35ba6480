using System.Globalization;
using System.Text.Json;
using CcDemo.AzureEmulator.Errors;
using CcDemo.AzureEmulator.Identity;
using CcDemo.AzureEmulator.Json;
using CcDemo.AzureEmulator.Listeners;

namespace CcDemo.AzureEmulator.KeyVault;

/// <summary>The vault's keys: create, import, get, list, update, rotate, release, delete.</summary>
internal static partial class KeyEndpoints
{
    private const int MaxResults = 25;

    public static void MapKeys(this RouteGroupBuilder endpoints)
    {
        var keys = endpoints.MapGroup("/keys").WithVaultHeaders();
        keys.MapGet("/", List).Require(VaultAction.List);
        keys.MapPost("/{name}/create", CreateAsync).Require(VaultAction.Create);
        keys.MapPut("/{name}", ImportAsync).Require(VaultAction.Import);
        keys.MapGet("/{name}/versions", ListVersions).Require(VaultAction.List);
        keys.MapGet("/{name}/{version?}", Get).Require(VaultAction.Get);
        keys.MapPatch("/{name}/{version?}", UpdateAsync).Require(VaultAction.Update);
        keys.MapDelete("/{name}", Delete).Require(VaultAction.Delete);
        keys.MapPost("/{name}/rotate", RotateAsync).Require(VaultAction.Rotate);
        keys.MapPost("/{name}/release", ReleaseAsync).Require(VaultAction.Release);
        keys.MapPost("/{name}/{version}/release", ReleaseAsync).Require(VaultAction.Release);

        var deleted = endpoints.MapGroup("/deletedkeys").WithVaultHeaders();
        deleted.MapGet("/{name}", GetDeleted).Require(VaultAction.Get);
    }

    private static async Task<IResult> CreateAsync(string name, HttpContext context, KeyStore store, KeyGenerator generator, KeyJson keyJson, ILogger<KeyStore> logger)
    {
        var apiVersion = VaultApiVersion.Of(context.Request);
        var body = await JsonBody.ReadAsync(context, AzureErrorException.BadParameter);
        var settings = KeySettings.Parse(body, body);
        var (key, version) = store.Add(name, await generator.CreateAsync(body, context.RequestAborted), settings, apiVersion);
        Log.Created(logger, keyJson.Id(name, version.Version), version.Material.KeyType, version.Exportable);
        return Json(keyJson.Bundle(key, version));
    }

    private static async Task<IResult> ImportAsync(string name, HttpContext context, KeyStore store, KeyJson keyJson, ILogger<KeyStore> logger)
    {
        var apiVersion = VaultApiVersion.Of(context.Request);
        var body = await JsonBody.ReadAsync(context, AzureErrorException.BadParameter);
        if (!body.TryGetProperty("key", out var jwk) || jwk.ValueKind != JsonValueKind.Object)
        {
            throw AzureErrorException.BadParameter("The member 'key' is missing: send a JWK with its private half.");
        }

        // Both spellings are in use.
        var hardware = body.Flag("hsm", AzureErrorException.BadParameter) ?? body.Flag("Hsm", AzureErrorException.BadParameter) ?? false;
        var (key, version) = store.Add(name, KeyMaterial.Import(jwk, hardware), KeySettings.Parse(body, jwk), apiVersion);
        Log.Created(logger, keyJson.Id(name, version.Version), version.Material.KeyType, version.Exportable);
        return Json(keyJson.Bundle(key, version));
    }

    private static IResult Get(string name, string? version, HttpRequest request, KeyStore store, KeyJson keyJson)
    {
        _ = VaultApiVersion.Of(request);
        var (key, found) = store.Get(name, version);
        return Json(keyJson.Bundle(key, found));
    }

    private static IResult List(HttpRequest request, KeyStore store, KeyJson keyJson, ListenerAddresses addresses)
        => Page(request, addresses, "/keys", store.All(), (json, key) => keyJson.WriteItem(json, key, key.Latest, withVersion: false));

    private static IResult ListVersions(string name, HttpRequest request, KeyStore store, KeyJson keyJson, ListenerAddresses addresses)
    {
        var key = store.Get(name);
        return Page(request, addresses, $"/keys/{name}/versions", key.Versions, (json, version) => keyJson.WriteItem(json, key, version, withVersion: true));
    }

    private static async Task<IResult> UpdateAsync(string name, string? version, HttpContext context, KeyStore store, KeyJson keyJson)
    {
        _ = VaultApiVersion.Of(context.Request);
        var body = await JsonBody.ReadAsync(context, AzureErrorException.BadParameter);
        var (key, updated) = store.Update(name, version, KeySettings.Parse(body, body));
        return Json(keyJson.Bundle(key, updated));
    }

    private static IResult Delete(string name, HttpRequest request, KeyStore store, KeyJson keyJson, ILogger<KeyStore> logger)
    {
        _ = VaultApiVersion.Of(request);
        var deleted = store.Delete(name);
        Log.Deleted(logger, keyJson.Id(name));
        return Json(keyJson.DeletedBundle(deleted));
    }

    private static IResult GetDeleted(string name, HttpRequest request, KeyStore store, KeyJson keyJson)
    {
        _ = VaultApiVersion.Of(request);
        return Json(keyJson.DeletedBundle(store.GetDeleted(name)));
    }

    private static async Task<IResult> RotateAsync(string name, HttpContext context, KeyStore store, KeyGenerator generator, KeyJson keyJson, ILogger<KeyStore> logger)
    {
        _ = VaultApiVersion.Of(context.Request);
        var material = await generator.CreateLikeAsync(store.Get(name).Latest.Material, context.RequestAborted);
        var (key, version) = store.Rotate(name, material);
        Log.Created(logger, keyJson.Id(name, version.Version), version.Material.KeyType, version.Exportable);
        return Json(keyJson.Bundle(key, version));
    }

    private static async Task<IResult> ReleaseAsync(string name, string? version, HttpContext context, KeyRelease release)
    {
        var apiVersion = VaultApiVersion.Of(context.Request);
        var body = await JsonBody.ReadAsync(context, AzureErrorException.BadParameter);
        var value = await release.ReleaseAsync(name, version, ReleaseRequest.Parse(body, apiVersion), context.RequestAborted);
        return Results.Ok(new { Value = value });
    }

    private static IResult Page<T>(HttpRequest request, ListenerAddresses addresses, string path, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        var apiVersion = VaultApiVersion.Of(request);
        var size = int.TryParse(request.Query["maxresults"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 0 and < MaxResults ? asked : MaxResults;
        _ = int.TryParse(request.Query["$skiptoken"], NumberStyles.None, CultureInfo.InvariantCulture, out var start);
        return Json(Utf8JsonObject.Write(json =>
        {
            json.WriteStartArray("value");
            foreach (var item in items.Skip(start).Take(size))
            {
                write(json, item);
            }

            json.WriteEndArray();
            json.WriteString("nextLink", start + size < items.Count
                ? string.Create(CultureInfo.InvariantCulture, $"{addresses.Vault}{path}?api-version={apiVersion.Name}&$skiptoken={start + size}&maxresults={size}")
                : null);
        }));
    }

    private static IResult Json(byte[] utf8) => Results.Bytes(utf8, "application/json; charset=utf-8");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Created {KeyId} of kind {KeyType}, exportable {Exportable}.")]
        public static partial void Created(ILogger logger, string keyId, string keyType, bool exportable);

        [LoggerMessage(LogLevel.Information, "Deleted {KeyId}.")]
        public static partial void Deleted(ILogger logger, string keyId);
    }
}
