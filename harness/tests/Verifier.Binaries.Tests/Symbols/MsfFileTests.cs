using System.Buffers.Binary;
using NUnit.Framework.Constraints;
using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;

namespace Verifier.Binaries.Tests.Symbols;

/// <summary>Containers whose directory is sound or wrong.</summary>
public sealed class MsfFileTests
{
    private const int BlockSize = 512;
    private static readonly byte[] s_stream = [.. Enumerable.Range(0, 1300).Select(i => (byte)i)];

    [Test]
    public void Read_stream_of_several_blocks_is_whole() =>
        Assert.That(MsfFile.Parse(Container().Write()).Read(1, "its stream"), Is.EqualTo(s_stream));

    [Test]
    public void Read_empty_stream_is_empty() => Assert.That(MsfFile.Parse(Container().Write()).Read(0, "its stream"), Is.Empty);

    [Test]
    public void Read_stream_of_a_directory_of_many_blocks_is_whole()
    {
        // The directory has so many blocks that their numbers fill more than one block.
        var writer = new MsfWriter(BlockSize);
        for (var i = 0; i < 20_000; i++)
        {
            writer.Add([]);
        }

        Assert.That(MsfFile.Parse(writer.Add(s_stream).Write()).Read(20_000, "its stream"), Is.EqualTo(s_stream));
    }

    [TestCase(2u, Description = "absent")]
    [TestCase(4u, Description = "beyond the directory")]
    [TestCase(uint.MaxValue)]
    public void Read_stream_that_is_not_there_is_refused(uint number) =>
        Assert.That(() => MsfFile.Parse(Container().Write()).Read(number, "its stream"), Refused("its stream is missing"));

    [Test]
    public void Read_blocks_twice_is_refused()
    {
        var file = MsfFile.Parse(Container().Write());
        file.Read(1, "its stream");
        Assert.That(() => file.Read(1, "its stream"), Refused("another stream"));
    }

    [TestCase(0u, Description = "the first block of the file")]
    [TestCase(2000u)]
    [TestCase(uint.MaxValue)]
    public void Read_block_outside_of_the_file_is_refused(uint block) => Assert.That(
        () => MsfFile.Parse(Container(directory => Put(directory, 20, block)).Write()).Read(1, "its stream"), Refused("beyond the file"));

    [TestCase(uint.MaxValue - 1)]
    [TestCase(0x7FFFFFFFu)]
    [TestCase(1_000_000u, Description = "fits into the file, but the directory has no blocks for it")]
    public void Read_stream_of_a_wrong_size_is_refused(uint size) => Assert.That(
        () => MsfFile.Parse(Container(directory => Put(directory, 16, size)).Write()).Read(3, "its stream"), Refused("its stream is cut off"));

    [TestCase(uint.MaxValue)]
    [TestCase(100u)]
    public void Parse_wrong_number_of_streams_is_refused(uint count) => Assert.That(
        () => MsfFile.Parse(Container(directory => Put(directory, 0, count)).Write()), Refused("its stream directory is damaged"));

    [TestCase(32, 0u, "its first block is damaged", Description = "block size")]
    [TestCase(32, 513u, "its first block is damaged")]
    [TestCase(32, 0x80000000u, "its first block is damaged")]
    [TestCase(40, 2001u, "it is cut off", Description = "number of blocks")]
    [TestCase(40, uint.MaxValue, "it is cut off")]
    [TestCase(44, uint.MaxValue, "", Description = "bytes of the directory")]
    [TestCase(44, 0x7FFFFFFFu, "")]
    [TestCase(44, 0u, "its stream directory is damaged")]
    [TestCase(52, 0u, "its stream directory has a block", Description = "block of the directory's map")]
    [TestCase(52, uint.MaxValue, "its stream directory has a block")]
    public void Parse_wrong_first_block_is_refused(int at, uint value, string because)
    {
        var file = Container().Write();
        Put(file, at, value);
        Assert.That(() => MsfFile.Parse(file), Refused(because));
    }

    private static MsfWriter Container(Action<byte[]>? spoil = null) =>
        new MsfWriter(BlockSize) { SpoilDirectory = spoil ?? (_ => { }) }.Add([]).Add(s_stream).Add(null).Add([1]);

    private static void Put(byte[] bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);

    private static ContainsConstraint Refused(string because) => Throws.TypeOf<BinaryException>().With.Message.Contains(because);
}
