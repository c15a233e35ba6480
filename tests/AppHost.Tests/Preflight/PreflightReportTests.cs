namespace CcDemo.AppHost.Tests;

public sealed class PreflightReportTests
{
    private static readonly PreflightRow[] _rows =
    [
        new("kubectl", Finding.Ok("v1.32.4")),
        new("Extension confcom", Finding.Missing("not installed; 0.3.3 or newer is needed", Remedy.Safe("az", "extension", "add", "--name", "confcom"))),
        new("Vault", Finding.Unknown("cannot be asked: not logged in to Azure")),
    ];

    [Fact]
    public void The_table_says_what_was_found_and_below_it_what_mends_it()
        => Assert.Equal(
            """
            State    Check              Found
            ok       kubectl            v1.32.4
            missing  Extension confcom  not installed; 0.3.3 or newer is needed
                az extension add --name confcom
            unknown  Vault              cannot be asked: not logged in to Azure

            """.ReplaceLineEndings(),
            PreflightReport.Table(_rows));

    [Fact]
    public void The_summary_counts_each_state()
    {
        Assert.Equal("1 ok, 1 missing, 1 unknown", PreflightReport.Summary(_rows));
        Assert.Equal("0 ok, 0 missing, 0 unknown", PreflightReport.Summary([]));
    }

    [Fact]
    public void No_line_is_longer_than_100_columns()
    {
        string[] words = ["az", .. Enumerable.Range(1, 20).SelectMany(i => new[] { $"--option-{i}", $"value number {i}" })];
        var found = string.Join(' ', Enumerable.Repeat("a finding of many words", 20));
        var table = PreflightReport.Table(
        [
            new("A check", Finding.Missing(found, Remedy.Command(words))),
            new("Another", Finding.Unknown(found, Remedy.Sentence(string.Join(' ', Enumerable.Repeat("Do one thing after the other.", 20))))),
        ]);

        Assert.All(table.Split(Environment.NewLine), line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains("'value number 20'", table, StringComparison.Ordinal);
    }

    [Fact]
    public void What_mends_several_findings_stands_below_the_first()
    {
        var connect = Remedy.Command("az", "aks", "get-credentials");
        var table = PreflightReport.Table([new("One", Finding.Unknown("no kubeconfig", connect)), new("Two", Finding.Unknown("no kubeconfig", connect))]);

        Assert.Single(table.Split(Environment.NewLine), line => line.Trim() == "az aks get-credentials");
    }
}
