using System.Collections.Immutable;
using Verifier.Engine.Analysis;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

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
    [TestCase("02 02", "01", "bytes 0 to 1 are 02 02 instead of 01")]
    public void Differences_are_all_named(string seen, string usual, string words) =>
        Assert.That(string.Join("; ", Between(Bytes(seen), Bytes(usual))), Is.EqualTo(words));

    [Test]
    public void Long_stretch_is_cut_and_says_how_far_it_goes()
    {
        var difference = Between([.. new byte[40]], [.. Enumerable.Repeat((byte)0xFF, 40)]).Single();
        Assert.That(difference.ToString(), Does.StartWith("bytes 0 to 39 are 00 00 ").And.Contain("00 … instead of FF").And.EndWith("FF …"));
        Assert.That(difference.Length, Is.EqualTo(40));
    }

    [Test]
    public void Bytes_that_the_script_says_vary_are_none()
    {
        var differences = DifferingBytes.Between(Record([1, 2, 3, 4], new ByteRange(1, 2)), Record([9, 9, 9, 4], new ByteRange(1, 2)));
        Assert.That(differences.Select(d => d.ToString()), Is.EqualTo(new[] { "byte 0 is 01 instead of 09" }));
    }

    private static ImmutableArray<DifferingBytes> Between(ImmutableArray<byte> seen, ImmutableArray<byte> usual) => DifferingBytes.Between(Record(seen), Record(usual));

    private static OperationRecord Record(ImmutableArray<byte> output, params ImmutableArray<ByteRange> varies) => new()
    {
        Index = 0,
        Id = new OperationId(0, 1),
        Operation = new ReadOperation { Source = default, Handle = "h", Length = 64, Varies = varies },
        Name = "read",
        State = OperationState.Done,
        Output = output,
    };

    private static ImmutableArray<byte> Bytes(string hex) => [.. Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal))];
}
