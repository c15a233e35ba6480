using System.Diagnostics;
using System.Text.Json;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace CcDemo.AppHost.Tests;

/// <summary>How a step finds the demo that runs on this machine.</summary>
public sealed class LocalRunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccdemo-test-");
    private readonly Process _self = Process.GetCurrentProcess();

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _self.Dispose();
    }

    [Fact]
    public void The_one_run_is_found_and_what_is_none_is_passed_over()
    {
        Write("a", Run(_self) with { KeyName = "the-key" });
        Write("dead", Run(_self) with { ProcessId = int.MaxValue });
        Write("another-process-since", Run(_self) with { StartedAt = DateTime.UtcNow.AddDays(-1) });
        File.WriteAllText(Path.Combine(Folder("garbage").FullName, LocalRun.FileName), "{");
        Folder("not-yet");

        Assert.Equal("the-key", Find().KeyName);
    }

    [Fact]
    public void Without_one_it_is_said_what_to_do()
        => Assert.Contains("start the demo", Assert.Throws<DistributedApplicationException>(() => Find()).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_several_one_is_chosen_by_its_process()
    {
        using var parent = Process.Start(new ProcessStartInfo("sleep", "60"))!;
        try
        {
            Write("a", Run(_self));
            Write("b", Run(parent));

            Assert.Contains($"{parent.Id}", Assert.Throws<DistributedApplicationException>(() => Find()).Message, StringComparison.Ordinal);
            Assert.Equal(parent.Id, Find(("Demo:Run", $"{parent.Id}")).ProcessId);
            Assert.Throws<DistributedApplicationException>(() => Find(("Demo:Run", "1")));
        }
        finally
        {
            parent.Kill();
        }
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupWrite)]
    public void A_folder_that_could_be_anybodys_is_not_believed(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(Write("a", Run(_self)).FullName, mode);

        Assert.Throws<DistributedApplicationException>(() => Find());
    }

    [Theory]
    [InlineData("Parameters:vault-endpoint", "a.vault.azure.net")]
    [InlineData("Pipeline:ParametersFile", "ccdemo.parameters.json")]
    public void Who_names_a_vault_does_not_mean_a_run(string setting, string value)
    {
        Assert.True(LocalRun.IsMeant(Configuration()));
        Assert.False(LocalRun.IsMeant(Configuration((setting, value))));
    }

    private static LocalRun Run(Process process)
        => new(process.Id, process.StartTime.ToUniversalTime(), "localhost:1", "http://localhost:2", "/ca.pem", "key");

    private LocalRun Find(params (string Name, string Value)[] settings) => LocalRun.Find(Configuration(settings), _folder.FullName);

    private static IConfiguration Configuration(params (string Name, string Value)[] settings)
        => new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value))).Build();

    private DirectoryInfo Write(string name, LocalRun run)
    {
        var folder = Folder(name);
        File.WriteAllText(Path.Combine(folder.FullName, LocalRun.FileName), JsonSerializer.Serialize(run));
        return folder;
    }

    private DirectoryInfo Folder(string name)
    {
        var path = Path.Combine(_folder.FullName, RunFolder.Prefix + name);
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
