using System.Text;

namespace CcDemo.Messaging.Tests;

/// <summary>PLAIN, RFC 4616.</summary>
internal sealed class PlainServer(string user, string password) : ISaslServer
{
    public SaslStep Next(byte[] message)
        => Encoding.UTF8.GetString(message).Split('\0') is [_, var name, var secret] && name == user && secret == password
            ? new SaslStep([], IsDone: true)
            : SaslStep.Refuse("PLAIN");
}
