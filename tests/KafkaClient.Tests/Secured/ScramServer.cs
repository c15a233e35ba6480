using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CcDemo.Messaging.Tests;

/// <summary>
/// SCRAM-SHA-256 and SCRAM-SHA-512, RFC 5802 and RFC 7677: the server holds salted keys, not the password, and proves to the
/// client that it does.
/// </summary>
internal sealed class ScramServer : ISaslServer
{
    private readonly HashAlgorithmName _hash;
    private readonly string _user;
    private readonly string _nonce;
    private readonly byte[] _salt;
    private readonly int _iterations;
    private readonly byte[] _storedKey;
    private readonly byte[] _serverKey;
    private string? _exchange;
    private string? _wholeNonce;

    public ScramServer(HashAlgorithmName hash, string user, string password)
        : this(hash, user, password, Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)), RandomNumberGenerator.GetBytes(16), 4096)
    {
    }

    public ScramServer(HashAlgorithmName hash, string user, string password, string nonce, byte[] salt, int iterations)
    {
        (_hash, _user, _nonce, _salt, _iterations) = (hash, user, nonce, salt, iterations);
        var size = hash == HashAlgorithmName.SHA512 ? SHA512.HashSizeInBytes : SHA256.HashSizeInBytes;
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, hash, size);
        _storedKey = CryptographicOperations.HashData(hash, Hmac(salted, "Client Key"));
        _serverKey = Hmac(salted, "Server Key");
    }

    private string Mechanism => _hash == HashAlgorithmName.SHA512 ? "SCRAM-SHA-512" : "SCRAM-SHA-256";

    public SaslStep Next(byte[] message) => _exchange is null ? First(Encoding.UTF8.GetString(message)) : Final(Encoding.UTF8.GetString(message));

    /// <summary><c>n,,n=USER,r=NONCE</c>: no channel binding, no other identity.</summary>
    private SaslStep First(string message)
    {
        if (message.Split(',') is not ["n", "", ['n', '=', .. var user], ['r', '=', .. var nonce], ..] || nonce.Length == 0 || user != _user)
        {
            return SaslStep.Refuse(Mechanism);
        }

        _wholeNonce = nonce + _nonce;
        var answer = string.Create(CultureInfo.InvariantCulture, $"r={_wholeNonce},s={Convert.ToBase64String(_salt)},i={_iterations}");
        _exchange = $"{message["n,,".Length..]},{answer}";
        return new SaslStep(Encoding.UTF8.GetBytes(answer));
    }

    /// <summary><c>c=biws,r=NONCE,p=PROOF</c>.</summary>
    private SaslStep Final(string message)
    {
        if (message.Split(',') is not ["c=biws", ['r', '=', .. var nonce], ['p', '=', .. var proof]] || nonce != _wholeNonce)
        {
            return SaslStep.Refuse(Mechanism);
        }

        var signed = $"{_exchange},{message[..message.LastIndexOf(",p=", StringComparison.Ordinal)]}";
        var clientKey = Xor(Convert.FromBase64String(proof), Hmac(_storedKey, signed));
        return CryptographicOperations.FixedTimeEquals(CryptographicOperations.HashData(_hash, clientKey), _storedKey)
            ? new SaslStep(Encoding.UTF8.GetBytes($"v={Convert.ToBase64String(Hmac(_serverKey, signed))}"), IsDone: true)
            : SaslStep.Refuse(Mechanism);
    }

    private byte[] Hmac(byte[] key, string text) => CryptographicOperations.HmacData(_hash, key, Encoding.UTF8.GetBytes(text));

    private static byte[] Xor(byte[] a, byte[] b) => [.. a.Zip(b, (x, y) => (byte)(x ^ y))];
}
