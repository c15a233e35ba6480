using System.Security.Cryptography;
using System.Text;
using CcDemo.Messaging.Tests;

namespace CcDemo.KafkaClient.Tests;

public sealed class ScramServerTests
{
    private const string ServerNonce = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private const string Whole = "rOprNGfwEbeRWgbNEkqO" + ServerNonce;

    /// <summary>The exchange of RFC 7677 section 3.</summary>
    [Fact]
    public void It_speaks_as_the_RFC_does()
    {
        var server = Server();
        Assert.Equal($"r={Whole},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", Text(server.Next("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"u8.ToArray())));
        var end = server.Next(Encoding.ASCII.GetBytes($"c=biws,r={Whole},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="));
        Assert.Equal("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", Text(end));
        Assert.True(end.IsDone);
    }

    [Theory]
    [InlineData("n,,n=another,r=rOprNGfwEbeRWgbNEkqO", null)]
    [InlineData("n,,n=user,r=", null)]
    [InlineData("y,,n=user,r=rOprNGfwEbeRWgbNEkqO", null)]
    [InlineData("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", "c=biws,r=" + Whole + ",p=eHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")]
    [InlineData("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", "c=biws,r=" + Whole + ",p=AAAA")]
    [InlineData("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", "c=biws,r=rOprNGfwEbeRWgbNEkqO,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")]
    public void It_refuses_who_does_not_prove_the_password(string first, string? final)
    {
        var server = Server();
        var step = server.Next(Encoding.ASCII.GetBytes(first));
        step = final is null ? step : server.Next(Encoding.ASCII.GetBytes(final));
        Assert.NotNull(step.Error);
        Assert.False(step.IsDone);
    }

    private static ScramServer Server()
        => new(HashAlgorithmName.SHA256, "user", "pencil", ServerNonce, Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);

    private static string Text(SaslStep step) => Encoding.ASCII.GetString(step.Answer);
}
