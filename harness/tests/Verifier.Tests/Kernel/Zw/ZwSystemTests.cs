using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Zw;

/// <summary>What ZwQuerySystemInformation tells.</summary>
public sealed class ZwSystemTests : KeFixture
{
    private const uint Length = 0xC00;

    private Pointer Buffer => NonPaged(0);

    [Test]
    public void Basic_information_is_that_of_the_profile()
    {
        Assert.That(Query(0, 0x40), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, 0x40u)));
        Assert.That(
            (Buffer.Read<uint>(8), Buffer.Read<uint>(0x0C), Buffer.Read<byte>(0x38)),
            Is.EqualTo(((uint)Machine.Profile.PageSize, (uint)Machine.Profile.PhysicalPages, (byte)1)));
    }

    [Test]
    public void Time_is_that_of_the_clock()
    {
        Query(3, 0x30);
        Assert.That(Buffer.Read<long>(8), Is.GreaterThan(Buffer.Read<long>()).And.LessThanOrEqualTo(Machine.Clock.SystemTime));
    }

    [Test]
    public void Processes_are_a_chain_with_names_and_numbers()
    {
        Assert.That(Query(5, Length).Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var next = Buffer + Buffer.Read<uint>();
        Assert.That((new UnicodeString(Buffer + 0x38).ToString(), Buffer.Read<ulong>(0x50)), Is.EqualTo(("System", 4UL)));
        Assert.That((new UnicodeString(next + 0x38).ToString(), next.Read<uint>()), Is.EqualTo(("application.exe", 0u)));
    }

    [Test]
    public void Modules_are_the_images_that_are_loaded()
    {
        Assert.That(Query(11, Length).Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Buffer.Read<uint>(), Buffer.Read<ulong>(8 + 0x128 + 0x10)), Is.EqualTo((2u, Driver.Image.Range.Address)));
    }

    [Test]
    public void No_debugger_and_checked_code()
    {
        Query(35, 2);
        Assert.That((Buffer.Read<byte>(), Buffer.Read<byte>(1)), Is.EqualTo(((byte)0, (byte)1)));
        Query(103, 8);
        Assert.That((Buffer.Read<uint>(), Buffer.Read<uint>(4)), Is.EqualTo((8u, 1u)));
    }

    [Test]
    public void Buffer_that_is_too_small_is_a_mismatch_with_the_length() =>
        Assert.That(Query(0, 0x3F), Is.EqualTo((NTSTATUS.STATUS_INFO_LENGTH_MISMATCH, 0x40u)));

    [TestCase(1u)]
    [TestCase(999u)]
    public void Other_classes_are_unknown(uint information) =>
        Assert.That(Query(information, Length).Status, Is.EqualTo(NTSTATUS.STATUS_INVALID_INFO_CLASS));

    private (NTSTATUS Status, uint Needed) Query(uint information, uint length)
    {
        var status = Driver.ZwQuerySystemInformation(information, Buffer, length, out var needed);
        return (status, needed);
    }
}
