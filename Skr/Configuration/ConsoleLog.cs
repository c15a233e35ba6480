namespace CcDemo.Skr.Configuration;

/// <summary>The log on standard output.</summary>
internal sealed class ConsoleLog(TimeProvider time) : LineLog(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true }, time)
{
    // There is nowhere to say that nobody reads any more.
    protected override void Fail(Exception cause)
    {
    }
}
