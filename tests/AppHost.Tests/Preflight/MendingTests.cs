namespace CcDemo.AppHost.Tests;

public sealed class MendingTests : IDisposable
{
    private static readonly PreflightRow[] _rows =
    [
        new("Extension aks-preview", Finding.Missing("not installed", Remedy.Safe("az", "extension", "add", "--name", "aks-preview"))),
        new("Extension confcom", Finding.Missing("not installed", Remedy.Safe("az", "extension", "add", "--name", "confcom"))),
        new("Pool", Finding.Missing("none", Remedy.Command("az", "aks", "nodepool", "add"))),
        new("Vault", Finding.Missing("none", Remedy.Sentence("Make one."))),
        new("Cloud", Finding.Missing("none")),
        new("Provider", Finding.Unknown("not logged in", Remedy.Safe("az", "provider", "register"))),
    ];

    private readonly FakeAzure _azure = new();
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _output.Dispose();
        _azure.Dispose();
    }

    [Fact]
    public async Task Only_what_is_confirmed_is_run()
    {
        _azure.Says("extension-add", "");

        Assert.Equal(1, await MendAsync("n\ny\n"));
        Assert.Equal(["extension add --name confcom"], _azure.Calls);
        Assert.Contains("Run 'az extension add --name aks-preview'? [y/N]", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("nodepool", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_no_consent()
    {
        Assert.Equal(0, await MendAsync("\n"));
        Assert.Empty(_azure.Calls);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_nothing_is_run()
    {
        Assert.Equal(0, await MendAsync("y\ny\n", isInteractive: false));
        Assert.Empty(_azure.Calls);
        Assert.Contains("--yes", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_yes_the_safe_commands_are_run_and_no_other()
    {
        _azure.Says("extension-add", "");

        Assert.Equal(2, await MendAsync("", isInteractive: false, isAgreed: true));
        Assert.Equal(["extension add --name aks-preview", "extension add --name confcom"], _azure.Calls);
    }

    [Fact]
    public async Task A_command_that_fails_is_said_and_the_next_one_is_run()
    {
        _azure.Fails("extension-add", "Traceback\nERROR: no network\n");

        Assert.Equal(2, await MendAsync("y\ny\n"));
        Assert.Contains("'az extension add --name confcom' failed: ERROR: no network", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_mends_two_findings_is_run_once()
        => Assert.Single(Mending.Mendable([_rows[0], _rows[0] with { Name = "Another" }]));

    private async Task<int> MendAsync(string answers, bool isInteractive = true, bool isAgreed = false)
    {
        using var input = new StringReader(answers);
        var mending = new Mending(new OperatorConsole(input, _output, isInteractive), isAgreed, name => ExternalProgram.Find(name, _azure.Folder));
        return await mending.MendAsync(_rows, default);
    }
}
