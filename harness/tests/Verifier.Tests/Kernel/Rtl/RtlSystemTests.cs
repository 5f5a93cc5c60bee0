using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Rtl;

/// <summary>Dates, pseudorandom numbers, directories of images, versions of Windows.</summary>
public sealed class RtlSystemTests : KeFixture
{
    private Pointer Buffer => NonPaged(0x100);

    [TestCase(0L, "1601 1 1 0 0 0 0 1")]
    [TestCase(132_223_104_000_000_000L, "2020 1 1 0 0 0 0 3")]
    [TestCase(125_962_560_001_230_000L, "2000 2 29 0 0 0 123 2")]
    [TestCase(126_226_944_009_999_999L, "2000 12 31 0 0 0 999 0")]
    [TestCase(long.MaxValue, "30828 9 14 2 48 5 477 4")]
    public void Time_is_split_into_fields(long time, string expected)
    {
        Driver.RtlTimeToTimeFields(time, Buffer);
        Assert.That(string.Join(' ', Enumerable.Range(0, 8).Select(i => Buffer.Read<short>(2 * i))), Is.EqualTo(expected));
    }

    [Test]
    public void Random_numbers_follow_from_the_seed()
    {
        uint[] seeds = [1, 1, 2];
        var numbers = new uint[3];
        for (var i = 0; i < 3; i++)
        {
            numbers[i] = i == 1 ? Driver.RtlRandomEx(ref seeds[i]) : Driver.RtlRandom(ref seeds[i]);
        }

        Assert.That((numbers[0], seeds[0]), Is.EqualTo((numbers[1], seeds[1])));
        Assert.That((numbers[2], seeds[2]), Is.Not.EqualTo((numbers[0], seeds[0])));
        var series = Enumerable.Range(0, 1000).Select(_ => Driver.RtlRandom(ref seeds[0])).ToArray();
        Assert.That(series, Is.Unique.And.All.InRange(0U, 0x7FFF_FFFEU));
    }

    [TestCase(true, 0x20B)]
    [TestCase(true, 0x10B)]
    [TestCase(false, 0x20B)]
    public void Directory_of_an_image_is_found(bool isMapped, int magic)
    {
        var image = Image((ushort)magic);
        Assert.That(Driver.RtlImageDirectoryEntryToData(image, isMapped, 1, out var size) - image, Is.EqualTo(isMapped ? 0x1010UL : 0x410));
        Assert.That(size, Is.EqualTo(0x30U));
        var asFile = Driver.RtlImageDirectoryEntryToData(image + 1, true, 1, out _);
        Assert.That(asFile - image, Is.EqualTo(0x410UL), "the lowest bit means a file");
        Assert.That(Driver.RtlImageDirectoryEntryToData(image, isMapped, 0, out size).IsNull);
        Assert.That((Driver.RtlImageDirectoryEntryToData(image, isMapped, 2, out size).IsNull, size), Is.EqualTo((true, 0U)), "two exist");
        image.Write(0, (ushort)0);
        Assert.That(Driver.RtlImageDirectoryEntryToData(image, isMapped, 1, out _).IsNull);
    }

    [TestCase("windows-10-x64", 0x0A000000u, true)]
    [TestCase("windows-10-x64", 0x06010000u, true)]
    [TestCase("windows-10-x64", 0x06010001u, false)]
    [TestCase("windows-vista-x64", 0x06000000u, true)]
    [TestCase("windows-vista-x64", 0x06010000u, false)]
    public void Version_of_the_interface(string profile, uint version, bool expected)
    {
        Boot(profile);
        Assert.That(Driver.RtlIsNtDdiVersionAvailable(version), Is.EqualTo(expected));
    }

    [TestCase("10 0", ">=", ">=", true)]
    [TestCase("6 3", ">=", ">=", true)]
    [TestCase("6 3", "==", "==", false)]
    [TestCase("10 1", ">=", ">=", false)]
    [TestCase("10 0", ">", ">", false)]
    [TestCase("6 5", ">", ">", true)]
    [TestCase("10 0", "<", "<", false)]
    [TestCase("10 1", "<", "<", true)]
    [TestCase("10 0", "<=", "<=", true)]
    public void Conditions_about_the_version(string version, string major, string minor, bool expected)
    {
        const uint minorType = 1, majorType = 2;
        var parts = version.Split(' ').Select(uint.Parse).ToArray();
        Buffer.Write(4, parts[0]);
        Buffer.Write(8, parts[1]);
        var mask = Driver.VerSetConditionMask(Driver.VerSetConditionMask(0, majorType, Condition(major)), minorType, Condition(minor));
        Assert.That(
            Driver.RtlVerifyVersionInfo(Buffer, majorType | minorType, mask),
            Is.EqualTo(expected ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_REVISION_MISMATCH));
    }

    [Test]
    public void Conditions_about_build_suite_and_product()
    {
        const uint build = 4, platform = 8, suite = 0x40, product = 0x80;
        Buffer.Write(0xC, 1U);
        Buffer.Write(0x10, 2U);
        Buffer.Write(0x118, (ushort)0x110);
        Buffer.Write(0x11A, (byte)1);
        Assert.That(Verify(build, 3) && Verify(platform, 1) && Verify(suite, 7) && Verify(product, 1));
        Assert.That(Verify(build, 5) || Verify(suite, 6) || Verify(product, 2) || Verify(product, 0), Is.False);
        Assert.That(Driver.RtlVerifyVersionInfo(Buffer, 0, 1), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Driver.RtlVerifyVersionInfo(Buffer, 1, 0), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Driver.VerSetConditionMask(5, 0, 7), Is.EqualTo(5UL), "no member, no condition");
    }

    [Test]
    public void RtlGetVersion_fills_the_longer_structure_when_its_size_says_so()
    {
        Buffer.Write(0, 0x114U);
        Buffer.Write(0x11A, (byte)0x77);
        Driver.RtlGetVersion(Buffer);
        Assert.That(Buffer.Read<byte>(0x11A), Is.EqualTo(0x77));
        Buffer.Write(0, 0x11CU);
        Driver.RtlGetVersion(Buffer);
        Assert.That((Buffer.Read<ushort>(0x118), Buffer.Read<byte>(0x11A)), Is.EqualTo(((ushort)0x100, (byte)1)));
        Assert.That(Buffer.Read<uint>(0x114), Is.Zero, "no service pack");
    }

    [Test]
    public void Inert_routines_give_their_fixed_answers()
    {
        Assert.That(Driver.RtlCaptureStackBackTrace(0, 10, Buffer), Is.Zero);
        var volume = Driver.UnicodeLiteral(@"\Device\Volume");
        Assert.That(Driver.RtlCreateSystemVolumeInformationFolder(volume), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(DdiCatalogue.All.Where(d => d.IsInert).Select(d => d.Modelled), Has.None.EqualTo("fully"), "each says what it answers");
    }

    private static byte Condition(string text) => text switch
    {
        "==" => 1,
        ">" => 2,
        ">=" => 3,
        "<" => 4,
        _ => 5,
    };

    private bool Verify(uint type, byte condition) =>
        Driver.RtlVerifyVersionInfo(Buffer, type, Driver.VerSetConditionMask(1UL << 63, type, condition)).IsSuccess;

    // A PE file of one section at 0x1000, 0x400 in the file, with a second directory 0x10 bytes into it.
    private Pointer Image(ushort magic)
    {
        var image = Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_NON_PAGED, 0x400, "Imag");
        var (optional, count) = (0x80 + 0x18, magic == 0x20B ? 0x6C : 0x5C);
        image.Write(0, (ushort)0x5A4D);
        image.Write(0x3C, 0x80U);
        image.Write(0x80, 0x4550U);
        image.Write(0x86, (ushort)1);
        image.Write(0x94, (ushort)0xF0);
        image.Write(optional, magic);
        image.Write(optional + 0x3C, 0x400U);
        image.Write(optional + count, 2U);
        image.Write(optional + count + 12, 0x1010U);
        image.Write(optional + count + 16, 0x30U);
        var section = optional + 0xF0;
        image.Write(section + 12, 0x1000U);
        image.Write(section + 16, 0x200U);
        image.Write(section + 20, 0x400U);
        return image;
    }
}
