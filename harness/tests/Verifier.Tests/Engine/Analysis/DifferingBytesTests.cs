using System.Collections.Immutable;
using Verifier.Engine.Analysis;

namespace Verifier.Tests.Engine.Analysis;

/// <summary>Which bytes of an output differ, in words.</summary>
public sealed class DifferingBytesTests
{
    [TestCase("", "", "")]
    [TestCase("01 02", "01 02", "")]
    [TestCase("01 02 03", "01 FF 03", "byte 1 is 02 instead of FF")]
    [TestCase("01 02 03 04", "FF FF 03 EE", "bytes 0 to 1 are 01 02 instead of FF FF; byte 3 is 04 instead of EE")]
    [TestCase("01 02", "01 02 03", "byte 2 is missing instead of 03")]
    [TestCase("01", "01 02 03", "bytes 1 to 2 are missing instead of 02 03")]
    [TestCase("01 02 03", "01", "bytes 1 to 2 are 02 03 instead of no bytes")]
    [TestCase("02 02", "01", "byte 0 is 02 instead of 01; byte 1 is 02 instead of no byte")]
    public void Differences_are_all_named(string seen, string usual, string words) =>
        Assert.That(string.Join("; ", DifferingBytes.Between(Bytes(seen), Bytes(usual))), Is.EqualTo(words));

    [Test]
    public void Long_stretch_is_cut_and_says_how_far_it_goes()
    {
        var difference = DifferingBytes.Between([.. new byte[40]], [.. Enumerable.Repeat((byte)0xFF, 40)]).Single();
        Assert.That(difference.ToString(), Does.StartWith("bytes 0 to 39 are 00 00 ").And.Contain("00 … instead of FF").And.EndWith("FF …"));
        Assert.That(difference.Length, Is.EqualTo(40));
    }

    private static ImmutableArray<byte> Bytes(string hex) => [.. Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal))];
}
