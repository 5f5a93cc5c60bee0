using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Unwinding;
using Verifier.Binaries.Tests.Building;
using static Verifier.Binaries.Tests.Building.UnwindSpec;

namespace Verifier.Binaries.Tests.Images.Unwinding;

/// <summary>Unwind information is read as the x64 exception handling page of Microsoft Learn lays it out.</summary>
public sealed class UnwindInfoTests
{
    [Test]
    public void Operations_have_registers_and_sizes()
    {
        var unwind = Read(new UnwindSpec
        {
            PrologBytes = 40,
            Slots =
            [
                Slot(40, 9, 15), 0x4567, 0x0010,
                Slot(35, 8, 6), 3,
                Slot(30, 5, 12), 0x1234, 0x0008,
                Slot(25, 4, 6), 9,
                Slot(20, 1, 1), 0x0000, 0x0002,
                Slot(15, 1, 0), 20,
                Slot(10, 2, 15),
                Slot(5, 0, 5),
                Slot(0, 10, 1),
            ],
        });
        Assert.That(unwind.PrologBytes, Is.EqualTo(40));
        Assert.That(unwind.Codes, Is.EqualTo(new UnwindCode[]
        {
            new(40, UnwindOperation.SaveXmm128Far, 15, 0x0010_4567),
            new(35, UnwindOperation.SaveXmm128, 6, 48),
            new(30, UnwindOperation.SaveNonvolatileFar, 12, 0x0008_1234),
            new(25, UnwindOperation.SaveNonvolatile, 6, 72),
            new(20, UnwindOperation.AllocateLarge, 0, 0x20000),
            new(15, UnwindOperation.AllocateLarge, 0, 160),
            new(10, UnwindOperation.AllocateSmall, 0, 128),
            new(5, UnwindOperation.PushNonvolatile, 5, 0),
            new(0, UnwindOperation.PushMachineFrame, 1, 0),
        }));
        Assert.That((unwind.EpilogBytes, unwind.EpilogOffsets.Length, unwind.HandlerRva, unwind.Chained), Is.EqualTo(((byte)0, 0, 0u, (RuntimeFunction?)null)));
    }

    [Test]
    public void Frame_register_has_an_offset_in_bytes()
    {
        var unwind = Read(new UnwindSpec { FrameRegister = 5, FrameOffset = 15, Slots = [Slot(9, 3, 0)] });
        Assert.That((unwind.FrameRegister, unwind.FrameOffset), Is.EqualTo((5, 240u)));
        Assert.That(unwind.Codes, Is.EqualTo(new UnwindCode[] { new(9, UnwindOperation.SetFrameRegister, 0, 0) }));
    }

    [TestCase(1, 5, 2)]
    [TestCase(0, 5)]
    public void Version_2_says_where_epilogs_are(int isAtEnd, params int[] offsets)
    {
        var unwind = Read(new UnwindSpec { Version = 2, Slots = [Slot(2, 6, isAtEnd), Slot(5, 6, 0), Slot(4, 2, 3), Slot(1, 0, 3)] });
        Assert.That(unwind.EpilogBytes, Is.EqualTo(2));
        Assert.That(unwind.EpilogOffsets, Is.EquivalentTo(offsets));
        Assert.That(unwind.Codes.Select(c => c.Operation), Is.EqualTo(new[] { UnwindOperation.AllocateSmall, UnwindOperation.PushNonvolatile }));
    }

    [Test]
    public void Far_epilog_and_padding_are_read()
    {
        var unwind = Read(new UnwindSpec { Version = 2, Slots = [Slot(7, 6, 0), Slot(0x34, 6, 0x2), Slot(0, 6, 0)] });
        Assert.That(unwind.EpilogOffsets, Is.EqualTo(new[] { 0x234u }));
    }

    [TestCase(ExceptionHandler, true, false)]
    [TestCase(TerminationHandler, false, true)]
    [TestCase(ExceptionHandler | TerminationHandler, true, true)]
    public void Handler_and_its_data_come_behind_an_even_number_of_slots(int flags, bool handlesExceptions, bool handlesTermination)
    {
        var builder = Minimal();
        var at = builder.Function(builder.Text.Rva, builder.Text.Rva + 1, new UnwindSpec
        {
            Flags = flags,
            Slots = [Slot(1, 0, 3)],
            HandlerRva = builder.Text.Rva,
            LanguageData = [42, 0, 0, 0],
        });
        var image = PeFile.Parse(builder.Build());
        var unwind = UnwindInfo.Read(image, at);
        Assert.That((unwind.HasExceptionHandler, unwind.HasTerminationHandler), Is.EqualTo((handlesExceptions, handlesTermination)));
        Assert.That(unwind.HandlerRva, Is.EqualTo(builder.Text.Rva));
        Assert.That(image.Layout[unwind.LanguageDataRva], Is.EqualTo(42));
    }

    [Test]
    public void Chained_information_leads_to_the_rest()
    {
        var builder = Minimal();
        var first = builder.Function(builder.Text.Rva, builder.Text.Rva + 1, new UnwindSpec { Slots = [Slot(1, 0, 3)] });
        byte[] entry = [.. new[] { builder.Text.Rva, builder.Text.Rva + 1, first }.SelectMany(BitConverter.GetBytes)];
        var at = builder.Function(builder.Text.Rva + 1, builder.Text.Rva + 2, new UnwindSpec { Flags = Chained, LanguageData = entry });
        var unwind = UnwindInfo.Read(PeFile.Parse(builder.Build()), at);
        Assert.That(unwind.Chained, Is.EqualTo(new RuntimeFunction(builder.Text.Rva, builder.Text.Rva + 1, first, at + 4)));
        Assert.That(unwind.HandlerRva, Is.Zero);
    }

    [TestCase(3, 0, "has version 3, but only 1 and 2 are known; build it with another compiler")]
    [TestCase(1, 6, "has the unknown operation 6; build it with another compiler")]
    [TestCase(1, 7, "has the unknown operation 7; build it with another compiler")]
    [TestCase(2, 11, "has the unknown operation 11; build it with another compiler")]
    [TestCase(1, 1, "ends inside an operation, so the file is damaged; copy or build it again")]
    [TestCase(1, 5, "ends inside an operation, so the file is damaged; copy or build it again")]
    public void Unknown_form_is_refused(int version, int operation, string message) => Assert.That(
        () => Read(new UnwindSpec { Version = version, Slots = [Slot(1, operation, 0)] }),
        Throws.TypeOf<BinaryException>().With.Message.EndsWith(message));

    [Test]
    public void Handler_outside_the_image_is_refused() => Assert.That(
        () => Read(new UnwindSpec { Flags = ExceptionHandler, HandlerRva = 0x7FFF_0000 }),
        Throws.TypeOf<BinaryException>().With.Message.Contains("its exception handler at rva 0x7FFF0000 lies outside its image"));

    private static UnwindInfo Read(UnwindSpec spec)
    {
        var builder = Minimal();
        var at = builder.Function(builder.Text.Rva, builder.Text.Rva + 1, spec);
        return UnwindInfo.Read(PeFile.Parse(builder.Build()), at);
    }

    private static PeImageBuilder Minimal()
    {
        var builder = new PeImageBuilder();
        builder.Text.Place([0xC3, 0xC3]);
        return builder;
    }
}
