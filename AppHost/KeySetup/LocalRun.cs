using System.Diagnostics;
using System.Text.Json;
using CcDemo.Attestation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CcDemo.AppHost;

/// <summary>A demo that runs on this machine, as its folder tells other processes of the same user. It holds no secret.</summary>
/// <param name="ProcessId">The AppHost's process.</param>
/// <param name="StartedAt">When that process started, since ids come again.</param>
/// <param name="Vault">The emulator's vault, <c>host:port</c>.</param>
/// <param name="Metadata">Its identity endpoint.</param>
/// <param name="CaFile">The file with its authority.</param>
/// <param name="KeyName">The message key.</param>
internal sealed record LocalRun(int ProcessId, DateTime StartedAt, string Vault, string Metadata, string CaFile, string KeyName)
{
    /// <summary>The file in a run's folder.</summary>
    public const string FileName = "run.json";

    private const string RunSetting = "Demo:Run";
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Whether a step that works on a key is meant for the run on this machine: no vault is named.</summary>
    public static bool IsMeant(IConfiguration configuration)
        => string.IsNullOrEmpty(configuration["Parameters:vault-endpoint"]) && string.IsNullOrEmpty(configuration[ParametersFile.Setting]);

    /// <summary>The run with this process and the emulator's addresses.</summary>
    public static LocalRun Of(AzureEmulator emulator, string keyName)
    {
        using var process = Process.GetCurrentProcess();
        return new LocalRun(process.Id, process.StartTime.ToUniversalTime(), new Uri(emulator.Vault.Url).Authority, emulator.Metadata.Url, emulator.CaFile.FullName, keyName);
    }

    /// <summary>The one run that there is, or that the setting <c>Demo:Run</c> names by its process.</summary>
    /// <param name="configuration">Where the setting is.</param>
    /// <param name="folder">Where runs have their folders.</param>
    /// <exception cref="DistributedApplicationException">There is none, or several.</exception>
    public static LocalRun Find(IConfiguration configuration, string folder)
    {
        LocalRun[] runs = [.. Directory.EnumerateDirectories(folder, RunFolder.Prefix + "*").Select(TryRead).OfType<LocalRun>().Where(run => run.IsAlive)];
        if (configuration[RunSetting] is { Length: > 0 } chosen)
        {
            runs = [.. runs.Where(run => $"{run.ProcessId}" == chosen)];
        }

        return runs switch
        {
            [var run] => run,
            [] => throw new DistributedApplicationException(
                "No demo runs on this machine, or its key is not there yet, and no vault is named: start the demo (dotnet run --project AppHost), or name the vault with --parameters FILE."),
            _ => throw new DistributedApplicationException(
                $"Several demos run on this machine: choose one with --{RunSetting}=PROCESS, of {string.Join(", ", runs.Select(run => run.ProcessId))}."),
        };
    }

    /// <summary>Tells other processes of this run.</summary>
    public Task WriteAsync(RunFile file, CancellationToken ct) => File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(this), ct);

    /// <summary>Works on the run's key.</summary>
    public async Task<T> WithKeysAsync<T>(Func<VaultKeySetup, Task<T>> work, ILogger logger)
    {
        using var http = EmulatorTrust.CreateClient(CaFile);
        var vault = new VaultAddress(Vault, AzureCloud.Public);
        return await work(new VaultKeySetup(LocalVault.CreateClient(vault.Url, http, Metadata, AzureEmulator.OperatorClientId), vault, TimeProvider.System, logger));
    }

    private bool IsAlive
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(ProcessId);
                return (process.StartTime.ToUniversalTime() - StartedAt).Duration() < TimeSpan.FromSeconds(2);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                return false;
            }
        }
    }

    /// <summary>Null for what is no run, or not this user's: a folder that others may look into could be anybody's.</summary>
    private static LocalRun? TryRead(string folder)
    {
        try
        {
            return OperatingSystem.IsWindows() || File.GetUnixFileMode(folder) == OwnersOnly
                ? JsonSerializer.Deserialize<LocalRun>(File.ReadAllText(Path.Combine(folder, FileName)))
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
