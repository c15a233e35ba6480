using System.Security.Cryptography;
using FsCheck;
using FsCheck.Xunit;

namespace CcDemo.Attestation.Tests;

public sealed class AesKeyWrapPaddingTests
{
    private static readonly byte[] _kek = Convert.FromHexString("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8");

    [Theory] // RFC 5649 section 6
    [InlineData("c37b7e6492584340bed12207808941155068f738", "138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a")]
    [InlineData("466f7250617369", "afbeb0f07dfbf5419200f2ccb50bb24f")]
    public void The_vectors_of_RFC_5649_hold(string data, string wrapped)
    {
        Assert.Equal(wrapped, Convert.ToHexStringLower(AesKeyWrapPadding.Wrap(_kek, Convert.FromHexString(data))));
        Assert.Equal(data, Convert.ToHexStringLower(AesKeyWrapPadding.Unwrap(_kek, Convert.FromHexString(wrapped))));
    }

    [Property]
    public bool What_was_wrapped_is_unwrapped(NonEmptyArray<byte> data)
        => AesKeyWrapPadding.Unwrap(_kek, AesKeyWrapPadding.Wrap(_kek, data.Get)).AsSpan().SequenceEqual(data.Get);

    [Fact]
    public void Every_changed_bit_is_refused()
    {
        var wrapped = AesKeyWrapPadding.Wrap(_kek, "twenty-one bytes here"u8);
        for (var bit = 0; bit < wrapped.Length * 8; bit++)
        {
            wrapped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<CryptographicException>(() => AesKeyWrapPadding.Unwrap(_kek, wrapped));
            wrapped[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(17)]
    public void Wrapped_data_of_a_wrong_size_is_refused(int size)
        => Assert.Throws<CryptographicException>(() => AesKeyWrapPadding.Unwrap(_kek, new byte[size]));

    [Fact]
    public void A_key_of_a_wrong_size_and_empty_data_are_refused()
    {
        Assert.Throws<CryptographicException>(() => AesKeyWrapPadding.Wrap(new byte[20], [1]));
        Assert.Throws<CryptographicException>(() => AesKeyWrapPadding.Wrap(_kek, []));
    }
}
