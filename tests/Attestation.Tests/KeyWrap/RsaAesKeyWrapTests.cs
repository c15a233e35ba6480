using System.Security.Cryptography;

namespace CcDemo.Attestation.Tests;

public sealed class RsaAesKeyWrapTests : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public static TheoryData<KeyWrapAlgorithm> Algorithms => [.. Enum.GetValues<KeyWrapAlgorithm>()];

    public void Dispose() => _key.Dispose();

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void What_was_wrapped_is_unwrapped(KeyWrapAlgorithm algorithm)
    {
        var material = RandomNumberGenerator.GetBytes(1793);

        var wrapped = RsaAesKeyWrap.Wrap(_key, algorithm, material);

        Assert.Equal(256 + 1800 + 8, wrapped.Length);
        Assert.Equal(material, RsaAesKeyWrap.Unwrap(_key, algorithm, wrapped));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Another_algorithm_does_not_unwrap(KeyWrapAlgorithm algorithm)
    {
        var wrapped = RsaAesKeyWrap.Wrap(_key, algorithm, new byte[32]);

        foreach (var other in Enum.GetValues<KeyWrapAlgorithm>().Where(other => other != algorithm))
        {
            Assert.ThrowsAny<CryptographicException>(() => RsaAesKeyWrap.Unwrap(_key, other, wrapped));
        }
    }

    [Fact]
    public void Another_key_does_not_unwrap()
    {
        using var other = RSA.Create(2048);
        var wrapped = RsaAesKeyWrap.Wrap(other, KeyWrapAlgorithm.RsaAesKeyWrap256, new byte[32]);

        Assert.ThrowsAny<CryptographicException>(() => RsaAesKeyWrap.Unwrap(_key, KeyWrapAlgorithm.RsaAesKeyWrap256, wrapped));
    }

    [Fact]
    public void What_is_too_short_is_refused()
        => Assert.Throws<CryptographicException>(() => RsaAesKeyWrap.Unwrap(_key, KeyWrapAlgorithm.RsaAesKeyWrap256, new byte[256]));

    [Fact]
    public void A_small_target_key_is_refused()
    {
        using var small = RSA.Create(1024);

        Assert.Throws<CryptographicException>(() => RsaAesKeyWrap.Wrap(small, KeyWrapAlgorithm.RsaAesKeyWrap256, new byte[32]));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void An_algorithms_name_reads_back(KeyWrapAlgorithm algorithm)
        => Assert.Equal(algorithm, KeyWrapAlgorithms.Parse(algorithm.ToName()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RSA_AES_KEY_WRAP_512")]
    public void An_unknown_algorithm_is_a_format_error(string? name)
        => Assert.Throws<FormatException>(() => KeyWrapAlgorithms.Parse(name));
}
